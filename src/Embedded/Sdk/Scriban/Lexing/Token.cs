using Scriban.Parsing;

namespace Scriban.Lexing;

/// <summary>A piece of the template's text; both ends are inclusive.</summary>
internal readonly record struct Token(TokenType Type, TextPosition Start, TextPosition End)
{
    public static Token Eof { get; } = new(TokenType.Eof, TextPosition.Eof, TextPosition.Eof);

    public bool IsString => Type is TokenType.String or TokenType.VerbatimString or TokenType.InterpolatedString
        or TokenType.BeginInterpolatedString;

    public string Text(string template)
    {
        if (Type == TokenType.Eof) return "<eof>";
        return Start.Offset < template.Length && End.Offset < template.Length
            ? template[Start.Offset..(End.Offset + 1)]
            : "<error>";
    }
}
