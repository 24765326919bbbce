namespace Pulumi;

/// <summary>Marks a struct that wraps a text or a number of a closed set.</summary>
[AttributeUsage(AttributeTargets.Struct)]
public sealed class EnumTypeAttribute : Attribute
{
    public EnumTypeAttribute()
    {
    }
}
