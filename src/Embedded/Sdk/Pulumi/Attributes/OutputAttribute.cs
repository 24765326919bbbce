namespace Pulumi;

/// <summary>Marks an output property of a resource; without a name it has the property's.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    public OutputAttribute(string? name = null) => Name = name;

    public string? Name { get; }
}
