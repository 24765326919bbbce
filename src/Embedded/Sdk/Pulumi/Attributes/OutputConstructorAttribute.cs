namespace Pulumi;

/// <summary>Marks the constructor that takes the values of an output type.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute
{
    public OutputConstructorAttribute()
    {
    }
}
