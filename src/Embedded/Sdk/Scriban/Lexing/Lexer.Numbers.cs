using Scriban.Parsing;

namespace Scriban.Lexing;

/// <summary>Numbers: 1, 1_000, 1.5, 1e3, 1.5m, 0xFF, 0b101.</summary>
internal sealed partial class Lexer
{
    private Token ReadNumber()
    {
        var start = position;
        if (Current == '0' && Peek() == 'x')
        {
            const string Expected = "a hex digit [0-9a-fA-F] after 0x";
            return ReadRadix(start, TokenType.HexaInteger, char.IsAsciiHexDigit, "hex number", Expected);
        }
        if (Current == '0' && Peek() == 'b')
        {
            const string Expected = "a binary digit 0 or 1 after 0b";
            return ReadRadix(start, TokenType.BinaryInteger, c => c is '0' or '1', "binary number", Expected);
        }
        var isFloat = false;
        var end = Advance();
        while (char.IsDigit(Current) || Current == '_') end = Advance();
        if (Current == '.' && IsFraction(Peek()))
        {
            isFloat = true;
            end = Advance();
            while (char.IsDigit(Current)) end = Advance();
        }
        if (Current is 'e' or 'E')
        {
            end = Advance();
            if (Current is '+' or '-') end = Advance();
            if (!char.IsDigit(Current))
                return Error("Expecting at least one digit after the exponent", position, position);
            while (char.IsDigit(Current)) end = Advance();
        }
        if (IsSuffix(Current) && !IsIdentifierPart(Peek()))
        {
            isFloat = true;
            end = Advance();
        }
        return new Token(isFloat ? TokenType.Float : TokenType.Integer, start, end);
    }

    /// <summary>A dot belongs to the number unless a range (1..2) or a member (1.x) follows.</summary>
    private static bool IsFraction(char next) =>
        next != '.' && (IsSuffix(next) || !char.IsLetter(next) || next is 'e' or 'E');

    private static bool IsSuffix(char c) => c is 'f' or 'F' or 'd' or 'D' or 'm' or 'M';

    private Token ReadRadix(TextPosition start, TokenType type, Func<char, bool> isDigit, string what, string expected)
    {
        Advance();
        var end = Advance();
        var hasDigit = false;
        while (isDigit(Current) || Current == '_')
        {
            hasDigit |= Current != '_';
            end = Advance();
        }
        if (Current is 'u' or 'U' && !IsIdentifierPart(Peek())) end = Advance();
        if (hasDigit) return new Token(type, start, end);
        return Error($"Invalid {what}, expecting at least {expected}", start, end);
    }
}
