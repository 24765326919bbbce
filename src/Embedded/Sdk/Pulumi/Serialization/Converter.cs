using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>
/// Gives plain objects the types that output properties are declared with. What does not fit becomes the default, with
/// a warning.
/// </summary>
internal sealed class Converter(Action<string> warn)
{
    /// <summary>Converts, warning about what does not fit.</summary>
    public object? Convert(string context, object? value, Type target)
    {
        var (result, error) = TryConvert(context, value, target);
        if (error is not null) warn(error);
        return result ?? (target.IsValueType ? Activator.CreateInstance(target) : null);
    }

    private (object? Value, string? Error) TryConvert(string context, object? value, Type target)
    {
        if (value is null) return (target.IsValueType ? Activator.CreateInstance(target) : null, null);
        target = Nullable.GetUnderlyingType(target) ?? target;
        if (target == typeof(object)) return (value, null);
        if (target == typeof(int) || target.IsEnum)
        {
            if (value is not double number) return Mismatch(context, value, typeof(double));
            // A number beyond the type is cut, not refused: the program may never read that output.
            var integer = unchecked((int)number);
            return (target.IsEnum ? Enum.ToObject(target, integer) : integer, null);
        }
        if (target.IsPrimitive || target == typeof(string)) return Same(context, value, target);
        if (typeof(AssetOrArchive).IsAssignableFrom(target)) return Same(context, value, target);
        if (typeof(Resource).IsAssignableFrom(target)) return Same(context, value, target);
        if (target == typeof(JsonElement)) return (JsonElements.From(value), null);
        if (target.IsConstructedGenericType) return TryConvertGeneric(context, value, target);
        return target.IsValueType && target.IsDefined(typeof(EnumTypeAttribute))
            ? EnumTypes.Wrap(context, target, value)
            : TryConstruct(context, value, target);
    }

    private (object? Value, string? Error) TryConvertGeneric(string context, object value, Type target)
    {
        var definition = target.GetGenericTypeDefinition();
        var arguments = target.GenericTypeArguments;
        if (definition == typeof(Union<,>)) return TryConvertUnion(context, value, target, arguments);
        if (definition == typeof(ImmutableArray<>))
        {
            if (value is not ImmutableArray<object?> list)
            {
                return Mismatch(context, value, typeof(ImmutableArray<object>));
            }
            var items = list.Select(item => Convert(context, item, arguments[0]));
            return (TypedCollections.Of(arguments[0]).List(items), null);
        }
        if (definition == typeof(ImmutableDictionary<,>) && arguments[0] == typeof(string))
        {
            if (value is not ImmutableDictionary<string, object?> map)
            {
                return Mismatch(context, value, typeof(ImmutableDictionary<string, object>));
            }
            if (arguments[1] == typeof(object)) return (map, null);
            return (TypedCollections.Of(arguments[1]).Map(map.Select(
                entry => KeyValuePair.Create(entry.Key, Convert(context, entry.Value, arguments[1])))), null);
        }
        throw new InvalidOperationException(
            $"Unexpected generic target type {target.FullName} when deserializing {context}");
    }

    private (object? Value, string? Error) TryConvertUnion(string context, object value, Type target, Type[] sides)
    {
        for (var side = 0; side < 2; side++)
        {
            var (converted, error) = TryConvert($"{context}.AsT{side}", value, sides[side]);
            if (error is null) return (target.GetMethod($"FromT{side}")!.Invoke(null, [converted]), null);
        }
        return (null, $"Expected {sides[0].FullName} or {sides[1].FullName} but got {value.GetType().FullName} " +
            $"deserializing {context}");
    }

    private (object? Value, string? Error) TryConstruct(string context, object value, Type target)
    {
        if (!target.IsDefined(typeof(OutputTypeAttribute)))
        {
            return (null, $"Unexpected target type {target.FullName} when deserializing {context}");
        }
        if (OutputConstructors.Of(target) is not { } constructor)
        {
            return (null, $"Expected target type {target.FullName} to have [OutputConstructorAttribute] constructor " +
                $"when deserializing {context}");
        }
        if (value is not ImmutableDictionary<string, object?> map)
        {
            return Mismatch(context, value, typeof(ImmutableDictionary<string, object>));
        }
        var parameters = constructor.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            var name = parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;
            arguments[i] = Convert(
                $"{target.FullName}({parameter.Name})", map.GetValueOrDefault(name), parameter.ParameterType);
        }
        return (constructor.Invoke(arguments), null);
    }

    private static (object? Value, string? Error) Same(string context, object value, Type target) =>
        target.IsInstanceOfType(value) ? (value, null) : Mismatch(context, value, target);

    private static (object? Value, string? Error) Mismatch(string context, object value, Type expected) =>
        (null, $"Expected {expected.FullName} but got {value.GetType().FullName} deserializing {context}");
}
