namespace Scriban.Lexing;

/// <summary>The fixed spellings of operators and brackets; the longest match wins.</summary>
internal static class Punctuation
{
    private static readonly (string Text, TokenType Type)[] Spellings =
    [
        ("//=", TokenType.DoubleDivideEqual), ("..<", TokenType.DoubleDotLess), ("...", TokenType.TripleDot),
        ("^^", TokenType.DoubleCaret), ("*=", TokenType.AsteriskEqual), ("//", TokenType.DoubleDivide),
        ("/=", TokenType.DivideEqual), ("++", TokenType.DoublePlus), ("+=", TokenType.PlusEqual),
        ("--", TokenType.DoubleMinus), ("-=", TokenType.MinusEqual), ("%=", TokenType.PercentEqual),
        ("&&", TokenType.DoubleAmp), ("??", TokenType.DoubleQuestion), ("?.", TokenType.QuestionDot),
        ("?!", TokenType.QuestionExclamation), ("||", TokenType.DoubleVerticalBar), ("|>", TokenType.PipeGreater),
        ("..", TokenType.DoubleDot), ("!=", TokenType.ExclamationEqual), ("==", TokenType.DoubleEqual),
        ("<=", TokenType.LessEqual), ("<<", TokenType.DoubleLessThan), (">=", TokenType.GreaterEqual),
        (">>", TokenType.DoubleGreaterThan), (":", TokenType.Colon), ("@", TokenType.Arroba), ("^", TokenType.Caret),
        ("*", TokenType.Asterisk), ("/", TokenType.Divide), ("+", TokenType.Plus), ("-", TokenType.Minus),
        ("%", TokenType.Percent), (",", TokenType.Comma), ("&", TokenType.Amp), ("?", TokenType.Question),
        ("|", TokenType.VerticalBar), (".", TokenType.Dot), ("!", TokenType.Exclamation), ("=", TokenType.Equal),
        ("<", TokenType.Less), (">", TokenType.Greater), ("(", TokenType.OpenParen), (")", TokenType.CloseParen),
        ("[", TokenType.OpenBracket), ("]", TokenType.CloseBracket), ("{", TokenType.OpenBrace),
        ("}", TokenType.CloseBrace), (";", TokenType.SemiColon),
    ];

    /// <summary>The operator at <paramref name="offset"/>, or null.</summary>
    public static (string Text, TokenType Type)? Match(string template, int offset)
    {
        foreach (var spelling in Spellings)
        {
            if (string.CompareOrdinal(template, offset, spelling.Text, 0, spelling.Text.Length) == 0) return spelling;
        }
        return null;
    }

    public static string Text(TokenType type) =>
        Array.Find(Spellings, spelling => spelling.Type == type).Text ?? type.ToString();
}
