namespace Pulumi;

/// <summary>Marks a field or property of arguments with its name on the wire.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    public InputAttribute(string name, bool required = false, bool json = false) =>
        (Name, IsRequired, Json) = (name, required, json);

    internal string Name { get; }

    internal bool IsRequired { get; }

    /// <summary>The value travels as JSON text.</summary>
    internal bool Json { get; }
}
