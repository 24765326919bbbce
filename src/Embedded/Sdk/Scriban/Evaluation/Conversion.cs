using System.Collections;
using System.Numerics;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Evaluation;

/// <summary>From a template's value to the type that a function or an operator needs.</summary>
internal static class Conversion
{
    public static int ToInt(TemplateContext context, SourceSpan span, object? value)
    {
        try
        {
            return value switch
            {
                null => 0,
                int number => number,
                BigInteger number => (int)number,
                _ => Convert.ToInt32(value, context.CurrentCulture),
            };
        }
        catch (Exception exception) when (exception is FormatException or InvalidCastException or OverflowException)
        {
            throw new ScriptRuntimeException(
                span, $"Unable to convert type `{context.GetTypeName(value)}` to int", exception);
        }
    }

    public static object? To(TemplateContext context, SourceSpan span, object? value, Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            if (value is null) return null;
            type = underlying;
        }
        if (type == value?.GetType() || type == typeof(object)) return value;
        if (type == typeof(string)) return context.ObjectToString(value);
        if (type == typeof(int)) return context.ToInt(span, value);
        if (type == typeof(bool)) return context.ToBool(span, value);
        if (value is null) return Zero(type);
        try
        {
            if (type.IsEnum) return value is string name ? Enum.Parse(type, name) : Enum.ToObject(type, value);
            if (TypeNames.IsPrimitive(value.GetType()) && TypeNames.IsPrimitive(type))
                return Number(context, value, type);
        }
        catch (Exception exception) when (exception is not ScriptRuntimeException)
        {
            throw Unable(context, span, value, type, exception);
        }
        if (type == typeof(IList)) return ToList(span, value);
        return type.IsInstanceOfType(value) ? value : throw Unable(context, span, value, type, null);
    }

    public static T To<T>(TemplateContext context, SourceSpan span, object? value) =>
        (T)To(context, span, value, typeof(T))!;

    private static IList ToList(SourceSpan span, object value) => value switch
    {
        IList list => list,
        IEnumerable items => new ScriptArray(items),
        _ => throw new ScriptRuntimeException(
            span, "Unexpected list value. Expecting an array, list or iterator. Unable to convert to a list."),
    };

    private static object? Zero(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(long) || type == typeof(decimal)
        || type == typeof(BigInteger)
            ? Activator.CreateInstance(type)
            : null;

    private static object Number(TemplateContext context, object value, Type type)
    {
        if (type == typeof(BigInteger))
        {
            return value switch
            {
                double or float => new BigInteger(Convert.ToDouble(value, context.CurrentCulture)),
                ulong number => new BigInteger(number),
                _ => new BigInteger(Convert.ToInt64(value, context.CurrentCulture)),
            };
        }
        if (value is not BigInteger big) return Convert.ChangeType(value, type, context.CurrentCulture);
        if (type == typeof(double)) return (double)big;
        if (type == typeof(float)) return (float)big;
        if (type == typeof(decimal)) return (decimal)big;
        return Convert.ChangeType((long)big, type, context.CurrentCulture);
    }

    private static ScriptRuntimeException Unable(
        TemplateContext context, SourceSpan span, object value, Type type, Exception? exception) =>
        new(span, $"Unable to convert type `{context.GetTypeName(value)}` to `{TypeNames.Of(type)}`", exception);
}
