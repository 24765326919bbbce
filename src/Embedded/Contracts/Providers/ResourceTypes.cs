using System.Collections.Immutable;

namespace Postern.Embedded.Contracts.Providers;

/// <summary>
/// The resource types of one package, by token. Anything else is refused with the package's name: a stand-in of a
/// package offers a part of it.
/// </summary>
public sealed class ResourceTypes<T>(string package, params ReadOnlySpan<KeyValuePair<string, T>> types)
    where T : class
{
    private readonly ImmutableDictionary<string, T> _types =
        ImmutableDictionary.CreateRange(StringComparer.Ordinal, types.ToArray());

    public T Find(ResourceIdentity resource) => _types.TryGetValue(resource.Type, out var type)
        ? type
        : throw new ProviderException($"the embedded {package} provider has no resource type '{resource.Type}'");
}
