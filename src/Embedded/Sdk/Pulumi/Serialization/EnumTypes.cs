using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>
/// Structs with <see cref="EnumTypeAttribute"/>: a text or a number inside, with an explicit operator to reach it.
/// </summary>
internal static class EnumTypes
{
    public static object? Unwrap(string context, object value)
    {
        var type = value.GetType();
        var conversion = type.GetMethod("op_Explicit", BindingFlags.Public | BindingFlags.Static, [type]);
        if (conversion is null || (conversion.ReturnType != typeof(string) && conversion.ReturnType != typeof(double)))
        {
            throw new InvalidOperationException(
                $"Expected {type.FullName} to have an explicit conversion operator to String or Double.\n\t{context}");
        }
        return conversion.Invoke(null, [value]);
    }

    public static (object? Value, string? Error) Wrap(string context, Type type, object value)
    {
        if (value is not (string or double))
        {
            return (null, $"Expected {typeof(string).FullName} or {typeof(double).FullName} but got " +
                $"{value.GetType().FullName} deserializing {context}");
        }
        const BindingFlags any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        return type.GetConstructor(any, [value.GetType()]) is { } constructor
            ? (constructor.Invoke([value]), null)
            : (null, $"Expected target type {type.FullName} to have a constructor with a single " +
                $"{value.GetType().FullName} parameter.");
    }
}
