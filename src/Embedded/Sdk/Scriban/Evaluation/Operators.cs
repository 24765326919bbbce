using System.Globalization;
using System.Numerics;
using System.Text;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban.Evaluation;

/// <summary>
/// What binary operators do: text on either side makes it a text operation, null makes arithmetic null, lists have
/// their own, and
/// numbers meet at the wider type.
/// </summary>
internal static class Operators
{
    public static object? Apply(
        TemplateContext context, SourceSpan span, BinaryOperator @operator, object? left, object? right) =>
        Apply(new Operation(context, span, @operator, span, span), left, right);

    public static object? Apply(Operation operation, object? left, object? right)
    {
        if (left is char leftCharacter) left = leftCharacter.ToString(CultureInfo.InvariantCulture);
        if (right is char rightCharacter) right = rightCharacter.ToString(CultureInfo.InvariantCulture);
        try
        {
            if (left is string || right is string) return OnTexts(operation, left, right);
            if (left is null || right is null) return OnNull(operation.Operator, left, right);
            if (left is EmptyScriptObject || right is EmptyScriptObject) return OnEmpty(operation, left, right);
            if (ListOperators.IsList(left) || ListOperators.IsList(right))
                return ListOperators.Apply(operation, left, right);
            return OnNumbers(operation, left, right);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(operation.Span, exception.Message);
        }
    }

    private static object OnTexts(Operation operation, object? left, object? right)
    {
        var context = operation.Context;
        if (operation.Operator == BinaryOperator.Multiply) return Repeat(operation, left, right);
        var (a, b) = (context.ObjectToString(left), context.ObjectToString(right));
        return operation.Operator switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.CompareEqual => a == b,
            BinaryOperator.CompareNotEqual => a != b,
            BinaryOperator.CompareLess => string.CompareOrdinal(a, b) < 0,
            BinaryOperator.CompareLessOrEqual => string.CompareOrdinal(a, b) <= 0,
            BinaryOperator.CompareGreater => string.CompareOrdinal(a, b) > 0,
            BinaryOperator.CompareGreaterOrEqual => string.CompareOrdinal(a, b) >= 0,
            _ => throw new ScriptRuntimeException(
                operation.Span, $"Operator `{operation.Text}` is not supported on string objects"),
        };
    }

    private static string Repeat(Operation operation, object? left, object? right)
    {
        var context = operation.Context;
        var (text, times, timesSpan) = right is string
            ? (right, left, operation.Left)
            : (left, right, operation.Right);
        int count;
        try
        {
            count = context.ToInt(operation.Span, times);
        }
        catch (ScriptRuntimeException)
        {
            throw new ScriptRuntimeException(
                timesSpan,
                $"Expecting an integer. The operator `{operation.Text}` is not supported for the expression."
                + " Only working on string x int or int x string");
        }
        var piece = context.ObjectToString(text) ?? "";
        if (count <= 0) return "";
        if (context.LimitToString > 0 && (long)piece.Length * count > context.LimitToString)
        {
            throw new ScriptRuntimeException(
                timesSpan, $"String multiplication exceeds LimitToString `{context.LimitToString}`.");
        }
        return new StringBuilder().Insert(0, piece, count).ToString();
    }

    private static object? OnNull(BinaryOperator @operator, object? left, object? right) => @operator switch
    {
        BinaryOperator.CompareEqual => left is null && right is null,
        BinaryOperator.CompareNotEqual => left is not null || right is not null,
        BinaryOperator.CompareLess or BinaryOperator.CompareLessOrEqual or BinaryOperator.CompareGreater
            or BinaryOperator.CompareGreaterOrEqual => false,
        _ => null,
    };

    private static object? OnEmpty(Operation operation, object left, object right)
    {
        var other = left is EmptyScriptObject ? right : left;
        var isEmpty = other is EmptyScriptObject ? true : operation.Context.IsEmpty(operation.Span, other);
        return operation.Operator switch
        {
            BinaryOperator.CompareEqual or BinaryOperator.CompareLessOrEqual
                or BinaryOperator.CompareGreaterOrEqual => isEmpty,
            BinaryOperator.CompareNotEqual => isEmpty is not true,
            BinaryOperator.CompareLess or BinaryOperator.CompareGreater => false,
            _ => EmptyScriptObject.Default,
        };
    }

    private static object OnNumbers(Operation operation, object left, object right)
    {
        if (Either<decimal>(operation, left, right) is { } decimals)
            return Arithmetic.OfDecimals(operation, decimals.Left, decimals.Right);
        if (Either<double>(operation, left, right) is { } doubles)
            return Arithmetic.OfDoubles(operation, doubles.Left, doubles.Right);
        if (Either<float>(operation, left, right) is { } floats)
            return Arithmetic.OfFloats(operation, floats.Left, floats.Right);
        if (left is BigInteger or long or ulong or uint or int or Enum
            || right is BigInteger or long or ulong or uint or int or Enum)
        {
            return Arithmetic.OfIntegers(operation, Integer(operation, left), Integer(operation, right));
        }
        if (left is bool || right is bool)
        {
            return Arithmetic.OfTruths(
                operation,
                operation.Context.ToBool(operation.Left, left),
                operation.Context.ToBool(operation.Right, right));
        }
        return operation.Operator switch
        {
            BinaryOperator.CompareEqual => left.Equals(right),
            BinaryOperator.CompareNotEqual => !left.Equals(right),
            _ => throw new ScriptRuntimeException(
                operation.Span,
                $"Unsupported types `{left}/{operation.Context.GetTypeName(left)}` {operation.Text}"
                + $" `{right}/{operation.Context.GetTypeName(right)}` for binary operation"),
        };
    }

    private static (T Left, T Right)? Either<T>(Operation operation, object left, object right) =>
        left is T || right is T
            ? (Conversion.To<T>(operation.Context, operation.Span, left),
                Conversion.To<T>(operation.Context, operation.Span, right))
            : null;

    private static BigInteger Integer(Operation operation, object value) => value is Enum number
        ? new BigInteger(Convert.ToInt64(number, CultureInfo.InvariantCulture))
        : Conversion.To<BigInteger>(operation.Context, operation.Span, value);
}
