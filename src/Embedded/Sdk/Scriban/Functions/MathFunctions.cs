using System.Globalization;
using System.Numerics;
using Scriban.Evaluation;
using Scriban.Parsing;
using Scriban.Syntax;
using Scriban.Tree;

namespace Scriban.Functions;

/// <summary>`math.*`</summary>
internal static class MathFunctions
{
    public static object? Abs(TemplateContext context, SourceSpan span, object? value) => value switch
    {
        null => null,
        int number => Math.Abs(number),
        long number => Math.Abs(number),
        double number => Math.Abs(number),
        float number => Math.Abs(number),
        decimal number => Math.Abs(number),
        _ when value.GetType().IsPrimitive => value,
        _ => throw new ScriptRuntimeException(span, $"The value `{value}` is not a number"),
    };

    public static double Ceil(double value) => Math.Ceiling(value);

    public static double Floor(double value) => Math.Floor(value);

    public static double Round(double value, int precision = 0) => Math.Round(value, precision);

    /// <summary>By an int, the quotient is rounded down to an int; one that no int can hold is the largest.</summary>
    public static object? DividedBy(TemplateContext context, SourceSpan span, double value, object? divisor)
    {
        var result = Operators.Apply(context, span, BinaryOperator.Divide, value, divisor);
        return result is double quotient && divisor is int ? unchecked((int)Math.Floor(quotient)) : result;
    }

    public static string Format(
        TemplateContext context, SourceSpan span, object? value, string? format, string? culture = null)
    {
        if (value is null) return "";
        if (!IsNumber(value))
            throw new ScriptRuntimeException(span, $"Unexpected `{value}`. Must be a formattable number");
        var provider = culture is null ? context.CurrentCulture : new CultureInfo(culture);
        return ((IFormattable)value).ToString(format ?? "", provider);
    }

    public static bool IsNumber(object? value) => value is sbyte or byte or short or ushort or int or uint or long
        or ulong or float or double or decimal or BigInteger;

    public static object? Plus(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Operators.Apply(context, span, BinaryOperator.Add, value, with);

    public static object? Minus(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Operators.Apply(context, span, BinaryOperator.Subtract, value, with);

    public static object? Times(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Operators.Apply(context, span, BinaryOperator.Multiply, value, with);

    public static object? Modulo(TemplateContext context, SourceSpan span, object? value, object? with) =>
        Operators.Apply(context, span, BinaryOperator.Modulus, value, with);
}
