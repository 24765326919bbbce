namespace Scriban.Tree;

internal enum BinaryOperator
{
    EmptyCoalescing, NotEmptyCoalescing, Or, And, CompareEqual, CompareNotEqual, CompareLess, CompareLessOrEqual,
    CompareGreater, CompareGreaterOrEqual, Add, Subtract, Multiply, Divide, DivideRound, Modulus, ShiftLeft, ShiftRight,
    RangeInclude, RangeExclude, BinaryOr, BinaryAnd,
}
