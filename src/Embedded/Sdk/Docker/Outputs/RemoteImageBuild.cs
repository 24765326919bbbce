using System.Collections.Immutable;

namespace Pulumi.Docker.Outputs;

/// <summary>Remote image build, as the provider answers it.</summary>
[OutputType]
public sealed class RemoteImageBuild
{
    public readonly ImmutableDictionary<string, string>? BuildArgs;
    public readonly ImmutableArray<string> CacheFroms;
    public readonly string Context;
    public readonly string? Dockerfile;
    public readonly ImmutableArray<string> ExtraHosts;
    public readonly bool? ForceRemove;
    public readonly ImmutableDictionary<string, string>? Label;
    public readonly ImmutableDictionary<string, string>? Labels;
    public readonly string? NetworkMode;
    public readonly bool? NoCache;
    public readonly string? Platform;
    public readonly bool? PullParent;
    public readonly bool? Remove;
    public readonly ImmutableArray<string> Tags;
    public readonly string? Target;

    [OutputConstructor]
    private RemoteImageBuild(
        ImmutableDictionary<string, string>? buildArgs, ImmutableArray<string> cacheFroms, string context,
        string? dockerfile, ImmutableArray<string> extraHosts, bool? forceRemove,
        ImmutableDictionary<string, string>? label, ImmutableDictionary<string, string>? labels, string? networkMode,
        bool? noCache, string? platform, bool? pullParent, bool? remove, ImmutableArray<string> tags, string? target)
    {
        BuildArgs = buildArgs;
        CacheFroms = cacheFroms;
        Context = context;
        Dockerfile = dockerfile;
        ExtraHosts = extraHosts;
        ForceRemove = forceRemove;
        Label = label;
        Labels = labels;
        NetworkMode = networkMode;
        NoCache = noCache;
        Platform = platform;
        PullParent = pullParent;
        Remove = remove;
        Tags = tags;
        Target = target;
    }
}
