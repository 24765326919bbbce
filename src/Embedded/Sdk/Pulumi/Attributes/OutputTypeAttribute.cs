namespace Pulumi;

/// <summary>Marks a type that an output is converted to through its constructor.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputTypeAttribute : Attribute
{
    public OutputTypeAttribute()
    {
    }
}
