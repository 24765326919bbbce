namespace Scriban.Parsing;

public enum ParserMessageType
{
    Error = 0,
    Warning = 1,
}
