using Scriban.Lexing;

namespace Scriban.Tree;

/// <summary>How operators are written, and how strongly they bind.</summary>
internal static class BinaryOperatorTable
{
    private static readonly (TokenType Token, BinaryOperator Operator, int Precedence)[] Rows =
    [
        (TokenType.DoubleQuestion, BinaryOperator.EmptyCoalescing, 20),
        (TokenType.QuestionExclamation, BinaryOperator.NotEmptyCoalescing, 20),
        (TokenType.DoubleVerticalBar, BinaryOperator.Or, 30),
        (TokenType.DoubleAmp, BinaryOperator.And, 40),
        (TokenType.DoubleEqual, BinaryOperator.CompareEqual, 70),
        (TokenType.ExclamationEqual, BinaryOperator.CompareNotEqual, 70),
        (TokenType.Less, BinaryOperator.CompareLess, 80),
        (TokenType.LessEqual, BinaryOperator.CompareLessOrEqual, 80),
        (TokenType.Greater, BinaryOperator.CompareGreater, 80),
        (TokenType.GreaterEqual, BinaryOperator.CompareGreaterOrEqual, 80),
        (TokenType.Plus, BinaryOperator.Add, 100),
        (TokenType.Minus, BinaryOperator.Subtract, 100),
        (TokenType.Asterisk, BinaryOperator.Multiply, 110),
        (TokenType.Divide, BinaryOperator.Divide, 110),
        (TokenType.DoubleDivide, BinaryOperator.DivideRound, 110),
        (TokenType.Percent, BinaryOperator.Modulus, 110),
        (TokenType.DoubleLessThan, BinaryOperator.ShiftLeft, 110),
        (TokenType.DoubleGreaterThan, BinaryOperator.ShiftRight, 110),
        (TokenType.DoubleDot, BinaryOperator.RangeInclude, 130),
        (TokenType.DoubleDotLess, BinaryOperator.RangeExclude, 130),
        (TokenType.VerticalBar, BinaryOperator.BinaryOr, 0),
        (TokenType.Amp, BinaryOperator.BinaryAnd, 0),
    ];

    /// <summary>The operator that a token starts, or null; `|` and `&amp;` are none: the first is a pipe.</summary>
    public static (BinaryOperator Operator, int Precedence)? Find(TokenType token)
    {
        foreach (var row in Rows)
        {
            if (row.Token == token && row.Precedence > 0) return (row.Operator, row.Precedence);
        }
        return null;
    }

    public static string Text(BinaryOperator @operator) =>
        Punctuation.Text(Array.Find(Rows, row => row.Operator == @operator).Token);
}
