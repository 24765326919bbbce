using System.Collections;
using System.Numerics;
using Scriban.Runtime;

namespace Scriban.Evaluation;

/// <summary>What messages and `object.kind` call a type.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Known = new()
    {
        [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long",
        [typeof(ulong)] = "ulong", [typeof(string)] = "string", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal", [typeof(BigInteger)] = "bigint", [typeof(ScriptRange)] = "range",
    };

    public static string Of(Type? type)
    {
        if (type is null) return "null";
        if (Known.TryGetValue(type, out var name)) return name;
        if (type.IsEnum) return "enum";
        if (typeof(IList).IsAssignableFrom(type)) return "array";
        if (typeof(IScriptObject).IsAssignableFrom(type)) return "object";
        if (typeof(ICallable).IsAssignableFrom(type)) return "function";
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0
            ? type.Name
            : $"{type.Name[..tick]}<{string.Join(", ", type.GenericTypeArguments.Select(Of))}>";
    }

    public static bool IsPrimitive(Type type) =>
        type.IsPrimitive || type == typeof(decimal) || type == typeof(BigInteger);
}
