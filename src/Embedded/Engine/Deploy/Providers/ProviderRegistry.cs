using System.Collections.Concurrent;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Deploy.Providers;

/// <summary>
/// The configured providers of a run, by reference ("urn::id"). Providers of the old state are configured when
/// something first needs them.
/// <paramref name="create"/> makes a provider by package name, or answers null for a package that is not known.
/// </summary>
public sealed class ProviderRegistry(Func<string, IProvider?> create, Snapshot old, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<IProvider>>> _byReference = new(StringComparer.Ordinal);

    /// <summary>A provider that is not configured yet, to check its settings with.</summary>
    public IProvider Create(string package) => create(package) ?? throw new ProviderException(
        $"no provider for package '{package}': this engine has docker, aws, random, nomad and pulumi");

    /// <summary>Configures a provider under its reference, in place of one that was there.</summary>
    public Task RegisterAsync(ResourceState state, string reference)
    {
        var ready = new Lazy<Task<IProvider>>(() => ConfigureAsync(state));
        _byReference[reference] = ready;
        return ready.Value;
    }

    /// <summary>The provider that a resource refers to; raises <see cref="ProviderException"/> when it cannot be
    /// had.</summary>
    public Task<IProvider> GetAsync(ResourceState resource)
    {
        var reference = resource.Provider
            ?? throw new ProviderException($"resource '{resource.Urn}' has no provider in the state");
        return _byReference.GetOrAdd(reference, key => new Lazy<Task<IProvider>>(() => ConfigureAsync(
            old.Resources.FirstOrDefault(state => state.IsProvider && state.Reference == key)
            ?? throw new ProviderException(
                $"could not load provider for resource '{resource.Urn}': '{key}' is not in the state")))).Value;
    }

    private async Task<IProvider> ConfigureAsync(ResourceState state)
    {
        var provider = Create(Urn.PackageOf(state.Type));
        await provider.ConfigureAsync(Settings(state.Inputs), cancellation);
        return provider;
    }

    /// <summary>A provider's settings without what is Pulumi's own.</summary>
    public static PropertyMap Settings(PropertyMap inputs) => PropertyMap.From(inputs.WithoutSecrets()
        .Where(entry => entry.Key != "version" && !entry.Key.StartsWith("__", StringComparison.Ordinal)));
}
