using System.Collections;
using Scriban.Runtime;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban.Evaluation;

/// <summary>`+`, `*`, `/`, `%`, shifts and comparisons of lists and ranges.</summary>
internal static class ListOperators
{
    public static bool IsList(object value) => value is ScriptArray or ScriptRange;

    public static object Apply(Operation operation, object left, object right)
    {
        var (a, b) = (AsList(left), AsList(right));
        switch (operation.Operator)
        {
            case BinaryOperator.Multiply when a is null != b is null:
                return Repeat(operation, (a ?? b)!, a is null ? left : right, b is null);
            case BinaryOperator.Multiply:
                throw Refused(
                    operation, left, right, null, " Expecting only one array for the left or right argument.");
            case BinaryOperator.ShiftLeft when a is not null:
                return Wrap(left, a.Append(right));
            case BinaryOperator.ShiftRight when b is not null:
                return Wrap(right, b.Prepend(left));
            case BinaryOperator.Divide or BinaryOperator.DivideRound or BinaryOperator.Modulus when a is not null:
                return Divide(operation, a, right);
            case BinaryOperator.RangeInclude or BinaryOperator.RangeExclude:
                throw Refused(operation, left, right, null, "");
        }
        if (b is null && operation.Operator is not (BinaryOperator.ShiftLeft or BinaryOperator.Divide
            or BinaryOperator.DivideRound or BinaryOperator.Modulus))
            throw Refused(operation, left, right, false, " Expecting an array for the right argument.");
        if (a is null) throw Refused(operation, left, right, true, " Expecting an array for the left argument.");
        if (operation.Operator == BinaryOperator.Add) return new ScriptRange(a.Concat(b!));
        return Compare(operation, a, b!) ?? throw Refused(operation, left, right, null, "");
    }

    private static List<object?>? AsList(object value) =>
        IsList(value) ? [.. ((IEnumerable)value).Cast<object?>()] : null;

    private static object Wrap(object like, IEnumerable<object?> items) =>
        like is ScriptRange ? new ScriptRange(items) : new ScriptArray(items);

    private static ScriptArray Repeat(Operation operation, List<object?> list, object times, bool timesIsRight)
    {
        var count = operation.Context.ToInt(operation.Span, times);
        if (count < 0)
        {
            var (left, right) = timesIsRight ? ((object)list, times) : (times, list);
            throw Refused(
                operation, left, right, !timesIsRight, $" Integer {count} cannot be negative when multiplying");
        }
        var items = Enumerable.Repeat(list, count).SelectMany(items => items);
        return new ScriptArray(operation.Context.Items(operation.Span, items));
    }

    private static ScriptArray Divide(Operation operation, List<object?> list, object by)
    {
        var divisor = operation.Context.ToInt(operation.Span, by);
        if (divisor == 0) throw new ScriptRuntimeException(operation.Right, "Cannot divide by 0");
        if (operation.Operator == BinaryOperator.Modulus)
            return new ScriptArray(list.Where((_, index) => index % divisor == 0));
        return new ScriptArray(list.Take(list.Count / divisor));
    }

    /// <summary>The lengths decide first; of equal lengths, every pair must pass the comparison.</summary>
    private static object? Compare(Operation operation, List<object?> left, List<object?> right)
    {
        var verdict = Arithmetic.Compare(operation, left.Count.CompareTo(right.Count));
        if (verdict is null || left.Count != right.Count || left.Count == 0) return verdict;
        return left.Zip(right).All(pair => Operators.Apply(operation, pair.First, pair.Second) is true);
    }

    private static ScriptRuntimeException Refused(
        Operation operation, object left, object right, bool? atLeft, string reason)
    {
        var span = atLeft is not { } isLeft ? operation.Span : isLeft ? operation.Left : operation.Right;
        var context = operation.Context;
        return new ScriptRuntimeException(
            span,
            $"The operator `{operation.Text}` is not supported between {context.GetTypeName(left)}"
            + $" and {context.GetTypeName(right)}.{reason}");
    }
}
