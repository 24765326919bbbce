namespace Pulumi.Nomad.Outputs;

/// <summary>Job task group volume, as the provider answers it.</summary>
[OutputType]
public sealed class JobTaskGroupVolume
{
    public readonly string? Name;
    public readonly bool? ReadOnly;
    public readonly string? Source;
    public readonly string? Type;

    [OutputConstructor]
    private JobTaskGroupVolume(string? name, bool? readOnly, string? source, string? type)
    {
        Name = name;
        ReadOnly = readOnly;
        Source = source;
        Type = type;
    }
}
