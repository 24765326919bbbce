using System.Collections.Immutable;

namespace Pulumi.Nomad.Outputs;

/// <summary>Job task group, as the provider answers it.</summary>
[OutputType]
public sealed class JobTaskGroup
{
    public readonly int? Count;
    public readonly ImmutableDictionary<string, string>? Meta;
    public readonly string? Name;
    public readonly ImmutableArray<JobTaskGroupTask> Tasks;
    public readonly ImmutableArray<JobTaskGroupUpdateStrategy> UpdateStrategies;
    public readonly ImmutableArray<JobTaskGroupVolume> Volumes;

    [OutputConstructor]
    private JobTaskGroup(
        int? count, ImmutableDictionary<string, string>? meta, string? name, ImmutableArray<JobTaskGroupTask> tasks,
        ImmutableArray<JobTaskGroupUpdateStrategy> updateStrategies, ImmutableArray<JobTaskGroupVolume> volumes)
    {
        Count = count;
        Meta = meta;
        Name = name;
        Tasks = tasks;
        UpdateStrategies = updateStrategies;
        Volumes = volumes;
    }
}
