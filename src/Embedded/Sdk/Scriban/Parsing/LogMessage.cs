namespace Scriban.Parsing;

/// <summary>One complaint of the parser; its text is "file(line,column) : error : message".</summary>
public class LogMessage(ParserMessageType type, SourceSpan span, string message)
{
    public string Message { get; set; } = message;

    public SourceSpan Span { get; set; } = span;

    public ParserMessageType Type { get; set; } = type;

    public override string ToString() =>
        $"{Span.ToStringSimple()} : {(Type == ParserMessageType.Error ? "error" : "warning")} : {Message}";
}
