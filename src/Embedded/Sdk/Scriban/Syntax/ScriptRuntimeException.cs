using Scriban.Parsing;

namespace Scriban.Syntax;

/// <summary>A template failed while it was rendered; <see cref="Span"/> says where.</summary>
public class ScriptRuntimeException : Exception
{
    public ScriptRuntimeException(SourceSpan span, string message)
        : base(message) => Span = span;

    public ScriptRuntimeException(SourceSpan span, string message, Exception? innerException)
        : base(message, innerException) => Span = span;

    public override string Message => new LogMessage(ParserMessageType.Error, Span, base.Message).ToString();

    /// <summary>The message without its place.</summary>
    public string OriginalMessage => base.Message;

    public SourceSpan Span { get; }

    public override string ToString() => Message;
}
