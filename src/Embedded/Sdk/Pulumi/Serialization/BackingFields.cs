using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>
/// The fields behind automatic properties. Reading and writing them by reflection compiles nothing, whereas every
/// accessor called once would be compiled first: that is most of the start-up time of a small program.
/// </summary>
internal static class BackingFields
{
    public static FieldInfo? Of(PropertyInfo property) => property.DeclaringType!.GetField(
        $"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic);
}
