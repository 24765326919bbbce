using System.Collections.Immutable;

namespace Pulumi;

/// <summary>How the engine treats a resource, whatever its kind.</summary>
public abstract class ResourceOptions
{
    private InputList<Resource>? _dependsOn;

    protected ResourceOptions()
    {
    }

    /// <summary>Former identities, so that a rename is not a replacement.</summary>
    public List<Input<Alias>> Aliases { get; set; } = [];

    public CustomTimeouts? CustomTimeouts { get; set; }

    /// <summary>When that resource is deleted, this one goes with it and needs no deletion.</summary>
    public Resource? DeletedWith { get; set; }

    public InputList<Resource> DependsOn
    {
        get => _dependsOn ??= [];
        set => _dependsOn = value;
    }

    /// <summary>The id of an existing resource to read instead of making one.</summary>
    public Input<string>? Id { get; set; }

    /// <summary>Property paths whose changes are ignored.</summary>
    public List<string> IgnoreChanges { get; set; } = [];

    public Resource? Parent { get; set; }

    public string? PluginDownloadURL { get; set; }

    public bool? Protect { get; set; }

    public ProviderResource? Provider { get; set; }

    /// <summary>Property paths whose changes replace the resource.</summary>
    public List<string> ReplaceOnChanges { get; set; } = [];

    public List<ResourceTransformation> ResourceTransformations { get; set; } = [];

    public bool? RetainOnDelete { get; set; }

    public string? Version { get; set; }

    internal abstract ResourceOptions Clone();

    /// <summary>The resources of <see cref="DependsOn"/>; none while they are unknown.</summary>
    internal async Task<ImmutableArray<Resource>> ExplicitDependenciesAsync() => _dependsOn is null
        ? []
        : await _dependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false);

    private protected void CopyTo(ResourceOptions copy)
    {
        copy.Aliases = [.. Aliases];
        copy.CustomTimeouts = CustomTimeouts;
        copy.DeletedWith = DeletedWith;
        copy._dependsOn = _dependsOn?.Clone();
        copy.Id = Id;
        copy.IgnoreChanges = [.. IgnoreChanges];
        copy.Parent = Parent;
        copy.PluginDownloadURL = PluginDownloadURL;
        copy.Protect = Protect;
        copy.Provider = Provider;
        copy.ReplaceOnChanges = [.. ReplaceOnChanges];
        copy.ResourceTransformations = [.. ResourceTransformations];
        copy.RetainOnDelete = RetainOnDelete;
        copy.Version = Version;
    }

    /// <summary>Lists are joined; of single values the other's wins where it is set.</summary>
    private protected void MergeFrom(ResourceOptions other)
    {
        Aliases.AddRange(other.Aliases);
        CustomTimeouts = other.CustomTimeouts ?? CustomTimeouts;
        DeletedWith = other.DeletedWith ?? DeletedWith;
        _dependsOn = other._dependsOn is null ? _dependsOn : DependsOn.Concat(other._dependsOn);
        Id = other.Id ?? Id;
        IgnoreChanges.AddRange(other.IgnoreChanges);
        Parent = other.Parent ?? Parent;
        PluginDownloadURL = other.PluginDownloadURL ?? PluginDownloadURL;
        Protect = other.Protect ?? Protect;
        Provider = other.Provider ?? Provider;
        ReplaceOnChanges.AddRange(other.ReplaceOnChanges);
        ResourceTransformations.AddRange(other.ResourceTransformations);
        RetainOnDelete = other.RetainOnDelete ?? RetainOnDelete;
        Version = other.Version ?? Version;
    }
}
