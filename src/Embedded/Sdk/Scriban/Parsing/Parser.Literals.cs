using System.Globalization;
using System.Numerics;
using System.Text;
using Scriban.Lexing;
using Scriban.Tree;

namespace Scriban.Parsing;

/// <summary>Numbers and texts.</summary>
internal sealed partial class Parser
{
    private Literal ParseNumber()
    {
        var token = Current;
        var text = TextOf(token).Replace("_", "", StringComparison.Ordinal);
        var value = token.Type switch
        {
            TokenType.Integer => Integer(text),
            TokenType.HexaInteger => Radix(text[2..], 16),
            TokenType.BinaryInteger => Radix(text[2..], 2),
            _ => Real(text),
        };
        if (value is null)
        {
            Log(token.Type == TokenType.Float
                ? $"Unable to parse double value `{text}`"
                : $"Unable to parse the integer {text}");
        }
        Next();
        return Close(new Literal { Value = value }, token.Start);
    }

    private static object? Integer(string text)
    {
        const NumberStyles Style = NumberStyles.Integer | NumberStyles.AllowExponent;
        if (long.TryParse(text, Style, CultureInfo.InvariantCulture, out var number))
            return number is >= int.MinValue and <= int.MaxValue ? (object)(int)number : number;
        return BigInteger.TryParse(text, Style, CultureInfo.InvariantCulture, out var big) ? big : null;
    }

    /// <summary>The bits of an int or a long, unless the suffix u asks for the number itself.</summary>
    private static object Radix(string text, int radix)
    {
        var isUnsigned = text[^1] is 'u' or 'U';
        var number = BigInteger.Zero;
        foreach (var digit in isUnsigned ? text[..^1] : text)
            number = (number * radix) + Convert.ToInt32(digit.ToString(), 16);
        return (isUnsigned, number) switch
        {
            (true, _) when number <= uint.MaxValue => (long)number,
            (false, _) when number <= uint.MaxValue => unchecked((int)(uint)number),
            (false, _) when number <= ulong.MaxValue => unchecked((long)(ulong)number),
            _ => (object)number,
        };
    }

    private object? Real(string text)
    {
        var suffix = char.ToLowerInvariant(text[^1]);
        var digits = suffix is 'f' or 'd' or 'm' ? text[..^1] : text;
        var culture = CultureInfo.InvariantCulture;
        if (suffix == 'f')
            return float.TryParse(digits, NumberStyles.Float, culture, out var single) ? single : null;
        if ((suffix == 'm' || (options.ParseFloatAsDecimal && suffix != 'd'))
            && decimal.TryParse(digits, NumberStyles.Float, culture, out var exact)) return exact;
        return double.TryParse(digits, NumberStyles.Float, culture, out var number) ? number : null;
    }

    private Literal ParseString()
    {
        var token = Current;
        var value = Unescape(token.Start.Offset + 1, token.End.Offset, isInterpolated: false);
        Next();
        return Close(new Literal { Value = value, Quote = lexer.Text[token.Start.Offset] }, token.Start);
    }

    private Literal ParseVerbatimString()
    {
        var token = Current;
        var value = lexer.Text[(token.Start.Offset + 1)..token.End.Offset].Replace("``", "`", StringComparison.Ordinal);
        Next();
        return Close(new Literal { Value = value, Quote = '`' }, token.Start);
    }

    private InterpolatedString ParseInterpolatedString()
    {
        var start = Current.Start;
        var result = new InterpolatedString();
        var isWhole = Current.Type == TokenType.InterpolatedString;
        result.Parts.Add(ParseInterpolatedPiece());
        while (!isWhole && Current.Type != TokenType.EndingInterpolatedString)
        {
            if (ParseExpression(result) is not { } part) return Close(result, start);
            result.Parts.Add(part);
        }
        if (!isWhole) result.Parts.Add(ParseInterpolatedPiece());
        return Close(result, start);
    }

    private Literal ParseInterpolatedPiece()
    {
        var token = Current;
        var lead = token.Type is TokenType.BeginInterpolatedString or TokenType.InterpolatedString ? 2 : 1;
        var value = Unescape(token.Start.Offset + lead, token.End.Offset, isInterpolated: true);
        Next();
        return Close(new Literal { Value = value }, token.Start);
    }

    private NestedExpression ParseInterpolatedCode()
    {
        var start = Current.Start;
        var nested = new NestedExpression(null);
        Next();
        nested.Inner = ExpectExpression(nested);
        if (Current.Type == TokenType.CloseInterpolatedBrace) Next();
        else Log("Opened interpolated expression not closed on the same line.");
        return Close(nested, start);
    }

    private string Unescape(int start, int end, bool isInterpolated)
    {
        var text = new StringBuilder();
        for (var i = start; i < end; i++)
        {
            var c = lexer.Text[i];
            if (c != '\\')
            {
                text.Append(c);
                continue;
            }
            c = lexer.Text[++i];
            switch (c)
            {
                case '\n':
                    break;
                case '\r':
                    if (lexer.Text[i + 1] == '\n') i++;
                    break;
                case 'u' or 'x':
                    var digits = c == 'u' ? 4 : 2;
                    text.Append(CodeUnit(i + 1, digits));
                    i += digits;
                    break;
                case '{' when isInterpolated:
                    text.Append(c);
                    break;
                default:
                    var plain = "0'\"\\bfnrtv".IndexOf(c, StringComparison.Ordinal);
                    if (plain < 0) Log($"Unexpected escape character `{c}` in string");
                    else text.Append("\0'\"\\\b\f\n\r\t\v"[plain]);
                    break;
            }
        }
        return text.ToString();
    }

    /// <summary>The lexer has checked the digits, and reported them where they are none.</summary>
    private char CodeUnit(int start, int digits)
    {
        var text = lexer.Text.AsSpan(start, Math.Min(digits, lexer.Text.Length - start));
        return int.TryParse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : '?';
    }
}
