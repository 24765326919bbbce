using System.Numerics;
using Scriban.Runtime;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban.Evaluation;

/// <summary>Numbers of one type: integers grow from int over long without bound, `/` of integers is a double.</summary>
internal static class Arithmetic
{
    private const int MaximumShift = 1024 * 1024;

    public static object OfIntegers(Operation operation, BigInteger left, BigInteger right) => operation.Operator switch
    {
        BinaryOperator.Add => Fit(left + right),
        BinaryOperator.Subtract => Fit(left - right),
        BinaryOperator.Multiply => Fit(left * right),
        BinaryOperator.Divide => (double)left / (double)right,
        BinaryOperator.DivideRound => Fit(left / right),
        BinaryOperator.Modulus => Fit(left % right),
        BinaryOperator.ShiftLeft => Fit(left << Shift(operation, right)),
        BinaryOperator.ShiftRight => Fit(left >> Shift(operation, right)),
        BinaryOperator.RangeInclude => Range(operation, left, right, 1),
        BinaryOperator.RangeExclude => Range(operation, left, right, 0),
        _ => Compare(operation, left.CompareTo(right)) ?? throw NotImplemented(operation, "long"),
    };

    public static object OfDoubles(Operation operation, double left, double right) => operation.Operator switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.DivideRound => Math.Round(left / right),
        BinaryOperator.Modulus => left % right,
        BinaryOperator.ShiftLeft => left * Math.Pow(2, right),
        BinaryOperator.ShiftRight => left / Math.Pow(2, right),
        _ => CompareReals(operation, left, right) ?? throw NotImplemented(operation, "double"),
    };

    public static object OfFloats(Operation operation, float left, float right) => operation.Operator switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.DivideRound => MathF.Truncate(left / right),
        BinaryOperator.Modulus => left % right,
        BinaryOperator.ShiftLeft => left * MathF.Pow(2, right),
        BinaryOperator.ShiftRight => left / MathF.Pow(2, right),
        _ => CompareReals(operation, left, right) ?? throw NotImplemented(operation, "float"),
    };

    public static object OfDecimals(Operation operation, decimal left, decimal right) => operation.Operator switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => left / right,
        BinaryOperator.DivideRound => Math.Round(left / right),
        BinaryOperator.Modulus => left % right,
        BinaryOperator.ShiftLeft => left * (decimal)Math.Pow(2, (double)right),
        BinaryOperator.ShiftRight => left / (decimal)Math.Pow(2, (double)right),
        _ => Compare(operation, left.CompareTo(right)) ?? throw NotImplemented(operation, "decimal"),
    };

    public static object OfTruths(Operation operation, bool left, bool right) => operation.Operator switch
    {
        BinaryOperator.CompareEqual => left == right,
        BinaryOperator.CompareNotEqual => left != right,
        _ => throw new ScriptRuntimeException(
            operation.Span, $"The operator `{operation.Text}` is not valid for bool<->bool"),
    };

    public static object Fit(BigInteger number)
    {
        if (number >= int.MinValue && number <= int.MaxValue) return (int)number;
        return number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number;
    }

    /// <summary>The verdict of a comparison operator, or null for any other operator.</summary>
    public static object? Compare(Operation operation, int order) => operation.Operator switch
    {
        BinaryOperator.CompareEqual => order == 0,
        BinaryOperator.CompareNotEqual => order != 0,
        BinaryOperator.CompareLess => order < 0,
        BinaryOperator.CompareLessOrEqual => order <= 0,
        BinaryOperator.CompareGreater => order > 0,
        BinaryOperator.CompareGreaterOrEqual => order >= 0,
        _ => null,
    };

    /// <summary>As <see cref="Compare"/>, with NaN unequal to everything.</summary>
    private static object? CompareReals(Operation operation, double left, double right)
    {
        if (!double.IsNaN(left) && !double.IsNaN(right)) return Compare(operation, left.CompareTo(right));
        return Compare(operation, 0) is null ? null : operation.Operator == BinaryOperator.CompareNotEqual;
    }

    private static int Shift(Operation operation, BigInteger bits) => BigInteger.Abs(bits) <= MaximumShift
        ? (int)bits
        : throw new ScriptRuntimeException(
            operation.Span, $"Shift amount `{bits}` exceeds maximum supported magnitude `{MaximumShift}`.");

    private static ScriptRange Range(Operation operation, BigInteger left, BigInteger right, int inclusive)
    {
        var limit = operation.Context.LoopLimit;
        if (limit > 0 && BigInteger.Abs(right - left) + inclusive > limit)
            throw new ScriptRuntimeException(operation.Span, $"Range expression exceeds LoopLimit `{limit}`.");
        return new ScriptRange(Count(left, right, inclusive));
    }

    private static IEnumerable<object> Count(BigInteger left, BigInteger right, int inclusive)
    {
        var step = left < right ? 1 : -1;
        var count = BigInteger.Abs(right - left) + inclusive;
        for (var i = BigInteger.Zero; i < count; i++) yield return Fit(left + (i * step));
    }

    private static ScriptRuntimeException NotImplemented(Operation operation, string type) =>
        new(operation.Span, $"The operator `{operation.Text}` is not implemented for {type}<->{type}");
}
