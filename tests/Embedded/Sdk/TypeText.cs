using System.Reflection;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>
/// Writes types as the surface files do: keywords, names with the last namespace of nested ones, and '?' after nullable
/// reference types, decoded from the compiler's attributes (docs/features/nullable-metadata.md of dotnet/roslyn).
/// </summary>
internal sealed class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string", [typeof(object)] = "object", [typeof(bool)] = "bool", [typeof(int)] = "int",
        [typeof(double)] = "double", [typeof(byte)] = "byte", [typeof(void)] = "void",
    };

    private readonly byte[] _flags;
    private int _next;

    private TypeText(byte[] flags) => _flags = flags;

    public static string Of(Type type, ICustomAttributeProvider annotated, MemberInfo member) =>
        new TypeText(FlagsOf(annotated, member)).Write(type);

    public static string Plain(Type type) => new TypeText([1]).Write(type);

    private string Write(Type type)
    {
        if (type.IsByRef) return Write(type.GetElementType()!);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Write(underlying) + "?";
        if (type.IsValueType)
        {
            if (!type.IsGenericType) return Name(type);
            _ = Flag();
            return Name(type) + Arguments(type);
        }
        var suffix = Flag() == 2 ? "?" : "";
        if (type.IsArray) return Write(type.GetElementType()!) + "[]" + suffix;
        return Name(type) + Arguments(type) + suffix;
    }

    private string Arguments(Type type) => type.IsGenericType
        ? $"<{string.Join(", ", type.GetGenericArguments().Select(Write).ToArray())}>"
        : "";

    private byte Flag() => _flags.Length == 1 ? _flags[0] : _flags[_next++];

    private static string Name(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword)) return keyword;
        var name = type.Name.Split('`')[0];
        return type.Namespace?.Split('.')[^1] is "Inputs" or "Outputs" && !type.IsGenericParameter
            ? $"{type.Namespace.Split('.')[^1]}.{name}"
            : name;
    }

    private static byte[] FlagsOf(ICustomAttributeProvider annotated, MemberInfo member)
    {
        if (Argument(Attributes(annotated), "NullableAttribute") is { } own) return own;
        for (MemberInfo? scope = member; scope is not null; scope = scope.DeclaringType)
        {
            if (Argument(scope.GetCustomAttributesData(), "NullableContextAttribute") is { } context) return context;
        }
        return [0];
    }

    private static IList<CustomAttributeData> Attributes(ICustomAttributeProvider provider) => provider switch
    {
        ParameterInfo parameter => parameter.GetCustomAttributesData(),
        MemberInfo member => member.GetCustomAttributesData(),
        _ => [],
    };

    private static byte[]? Argument(IList<CustomAttributeData> attributes, string name)
    {
        var attribute = attributes.FirstOrDefault(a => a.AttributeType.Name == name);
        return attribute?.ConstructorArguments[0].Value switch
        {
            null => null,
            byte one => [one],
            IEnumerable<CustomAttributeTypedArgument> many => [.. many.Select(item => (byte)item.Value!)],
            _ => null,
        };
    }
}
