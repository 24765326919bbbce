using Scriban.Parsing;

namespace Scriban.Lexing;

/// <summary>'text' and "text" with escapes, `verbatim`, and $"text with {code}".</summary>
internal sealed partial class Lexer
{
    private readonly Stack<char> interpolations = new();
    private bool interpolationOpened;
    private bool interpolationClosed;

    private Token ReadString()
    {
        var start = position;
        var quote = Current;
        var end = Advance();
        while (true)
        {
            if (AtEnd) return Unterminated("string", quote, end);
            if (Current == '\\')
            {
                end = ReadEscape(interpolated: false);
                continue;
            }
            var closing = Current == quote;
            end = Advance();
            if (closing) return new Token(TokenType.String, start, end);
        }
    }

    private Token ReadVerbatimString()
    {
        var start = position;
        var quote = Current;
        var end = Advance();
        while (true)
        {
            if (AtEnd) return Unterminated("verbatim string", quote, end);
            var closing = Current == quote;
            end = Advance();
            if (!closing) continue;
            if (Current != quote) return new Token(TokenType.VerbatimString, start, end);
            end = Advance();
        }
    }

    /// <summary>One piece of an interpolated string: up to its end, or up to the next opening brace.</summary>
    private Token ReadInterpolatedString()
    {
        var start = position;
        var resumed = Current != '$';
        if (!resumed) Advance();
        var quote = resumed ? interpolations.Peek() : Current;
        var end = Advance();
        while (true)
        {
            if (AtEnd) return Unterminated("string", quote, end);
            if (Current == '\\')
            {
                end = ReadEscape(interpolated: true);
                continue;
            }
            var c = Current;
            end = Advance();
            if (c == '{')
            {
                interpolationOpened = true;
                if (resumed) return new Token(TokenType.ContinuationInterpolatedString, start, end);
                interpolations.Push(quote);
                return new Token(TokenType.BeginInterpolatedString, start, end);
            }
            if (c != quote) continue;
            if (!resumed) return new Token(TokenType.InterpolatedString, start, end);
            interpolations.Pop();
            return new Token(TokenType.EndingInterpolatedString, start, end);
        }
    }

    private TextPosition ReadEscape(bool interpolated)
    {
        var end = Advance();
        switch (Current)
        {
            case '\r':
                end = Advance();
                return Current == '\n' ? Advance() : end;
            case '\n' or '0' or '\'' or '"' or '\\' or 'b' or 'f' or 'n' or 'r' or 't' or 'v':
            case '{' when interpolated:
                return Advance();
            case 'u' when ReadHex(4, "\\u", "`\\u0000` to `\\uffff`.", ref end):
            case 'x' when ReadHex(2, "\\x", "`\\x00` to `\\xff`", ref end):
                return end;
        }
        Error(
            $"Unexpected escape character `{Current}` in string."
            + " Only 0 ' \\ \" b f n r t v u0000-uFFFF x00-xFF are allowed",
            position,
            position);
        return end;
    }

    private bool ReadHex(int digits, string prefix, string range, ref TextPosition end)
    {
        end = Advance();
        for (var i = 0; i < digits; i++)
        {
            if (!char.IsAsciiHexDigit(Current))
            {
                Error($"Unexpected hex number `{Current}` following `{prefix}`. Expecting {range}", position, position);
                return false;
            }
            end = Advance();
        }
        return true;
    }

    private Token Unterminated(string what, char quote, TextPosition end) =>
        Error($"Unexpected end of file while parsing a {what} not terminated by a {quote}", end, end);
}
