using System.Reflection;
using Scriban.Runtime;

namespace Scriban.Evaluation;

/// <summary>Reading .NET members by reflection.</summary>
internal static class ImportedMembers
{
    public static bool IsIgnored(MemberInfo member) => member.IsDefined(typeof(ScriptMemberIgnoreAttribute), true);

    public static object? Read(MemberInfo member, object? target) => member switch
    {
        FieldInfo field => field.GetValue(target),
        PropertyInfo property => property.GetValue(target),
        _ => null,
    };

    /// <summary>The fields and properties of <paramref name="type"/>, of the type itself or of its objects.</summary>
    public static IEnumerable<MemberInfo> Values(Type type, BindingFlags flags) =>
    [
        .. type.GetFields(flags).Where(field => !field.IsSpecialName),
        .. type.GetProperties(flags).Where(property => property.CanRead && property.GetIndexParameters().Length == 0),
    ];
}
