using System.Collections.Immutable;

namespace Pulumi.Nomad.Outputs;

/// <summary>Job task group task, as the provider answers it.</summary>
[OutputType]
public sealed class JobTaskGroupTask
{
    public readonly string? Driver;
    public readonly ImmutableDictionary<string, string>? Meta;
    public readonly string? Name;
    public readonly ImmutableArray<JobTaskGroupTaskVolumeMount> VolumeMounts;

    [OutputConstructor]
    private JobTaskGroupTask(
        string? driver, ImmutableDictionary<string, string>? meta, string? name,
        ImmutableArray<JobTaskGroupTaskVolumeMount> volumeMounts)
    {
        Driver = driver;
        Meta = meta;
        Name = name;
        VolumeMounts = volumeMounts;
    }
}
