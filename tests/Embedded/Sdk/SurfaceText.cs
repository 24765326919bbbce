using System.Globalization;
using System.Reflection;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>Writes the public members of a type, a line each, as the surface files do.</summary>
internal static class SurfaceText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>"sealed class", "struct", "delegate"... and the type's name with its parameters.</summary>
    public static string Header(Type type)
    {
        var kind = type.IsValueType ? "struct"
            : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
            : type.IsInterface ? "interface"
            : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsAbstract ? "abstract class"
            : type.IsSealed ? "sealed class"
            : "class";
        return $"{kind} {TypeText.Plain(type)}";
    }

    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate))) return [Method(type.GetMethod("Invoke")!)];
        return
        [
            .. type.GetConstructors(Declared).Where(IsVisible).Select(Constructor),
            .. type.GetFields(Declared).Where(field => field.IsPublic).Select(Field),
            .. type.GetProperties(Declared)
                .Where(property => property.GetAccessors(nonPublic: true).Any(IsVisible)).Select(Property),
            .. type.GetMethods(Declared).Where(method => IsVisible(method) && !IsAccessor(method)).Select(Method),
        ];
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Constructor(ConstructorInfo constructor) =>
        $"{(constructor.IsPublic ? "" : "protected ")}new {TypeText.Plain(constructor.DeclaringType!).Split('<')[0]}" +
        $"({Parameters(constructor)})";

    private static string Field(FieldInfo field) =>
        $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}" +
        $"{TypeText.Of(field.FieldType, field, field)} {field.Name}";

    private static string Property(PropertyInfo property)
    {
        var getter = property.GetMethod is { } get && IsVisible(get) ? "get; " : "";
        var setter = property.SetMethod is { } set && IsVisible(set) ? "set; " : "";
        var isStatic = property.GetAccessors(nonPublic: true)[0].IsStatic ? "static " : "";
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{Parameter(index[0], property)}]";
        var value = TypeText.Of(property.PropertyType, property, property);
        return $"{isStatic}{value} {name} {{ {getter}{setter}}}{Wire(property)}";
    }

    private static string Method(MethodInfo method)
    {
        var isOverride = method.GetBaseDefinition() != method ? "override " : "";
        var scope = method.IsFamily ? "protected " : "";
        var isStatic = method.IsStatic ? "static " : "";
        var extension = method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute)) ? "[ext] " : "";
        var result = TypeText.Of(method.ReturnType, method.ReturnParameter, method);
        var name = method.Name switch
        {
            "op_Implicit" => "implicit operator",
            "op_Explicit" => "explicit operator",
            var other => other,
        };
        var generic = method.IsGenericMethod
            ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>"
            : "";
        return $"{scope}{isStatic}{isOverride}{extension}{result} {name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter => Parameter(parameter, method)));

    private static string Parameter(ParameterInfo parameter, MemberInfo member)
    {
        var kind = parameter.IsOut ? "out " : parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var value = !parameter.HasDefaultValue ? ""
            : parameter.ParameterType == typeof(CancellationToken) ? " = default"
            : parameter.DefaultValue is null ? " = null"
            : " = " + Convert.ToString(parameter.DefaultValue, CultureInfo.InvariantCulture);
        return $"{kind}{TypeText.Of(parameter.ParameterType, parameter, member)} {parameter.Name}{value}";
    }

    // Lists and maps carry their wire name on the field behind the property.
    private static string Wire(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        var field = type.GetField("_" + char.ToLowerInvariant(property.Name[0]) + property.Name[1..], Declared);
        foreach (var attribute in property.GetCustomAttributesData().Concat(field?.GetCustomAttributesData() ?? []))
        {
            var arguments = attribute.ConstructorArguments;
            if (attribute.AttributeType.Name == "OutputAttribute") return $"   [Output({Quoted(arguments[0].Value)})]";
            if (attribute.AttributeType.Name != "InputAttribute") continue;
            var required = arguments[1].Value is true ? ", required" : "";
            var json = arguments[2].Value is true ? ", json" : "";
            return $"   [Input({Quoted(arguments[0].Value)}{required}{json})]";
        }
        return "";
    }

    private static string Quoted(object? text) => $"\"{text}\"";
}
