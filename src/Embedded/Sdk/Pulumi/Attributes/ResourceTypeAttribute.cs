namespace Pulumi;

/// <summary>Says which type token and version of a package a class stands for.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class ResourceTypeAttribute : Attribute
{
    public ResourceTypeAttribute(string type, string? version) => (Type, Version) = (type, version);

    public string Type { get; }

    public string? Version { get; }
}
