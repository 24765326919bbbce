namespace Pulumi;

/// <summary>Options of a component.</summary>
public sealed class ComponentResourceOptions : ResourceOptions
{
    public ComponentResourceOptions()
    {
    }

    /// <summary>Providers that the children inherit, one per package.</summary>
    public List<ProviderResource> Providers { get; set; } = [];

    /// <summary>Both as one, neither is changed; the second one's single values and providers win.</summary>
    public static ComponentResourceOptions Merge(ComponentResourceOptions? options1, ComponentResourceOptions? options2)
    {
        var merged = Copy(options1 ?? new ComponentResourceOptions());
        if (options2 is not null) merged.MergeFrom(options2);
        var providers = merged.Providers.Concat(options2?.Providers ?? []);
        merged.Providers = [.. providers.Reverse().DistinctBy(provider => provider.Package).Reverse()];
        return merged;
    }

    internal override ResourceOptions Clone() => Copy(this);

    private static ComponentResourceOptions Copy(ComponentResourceOptions options)
    {
        var copy = new ComponentResourceOptions { Providers = [.. options.Providers] };
        options.CopyTo(copy);
        return copy;
    }
}
