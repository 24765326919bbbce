using System.Collections.Concurrent;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// The ids that this run has met in the state. A container with this stack's label that is not among them is what a
/// crashed run left behind, and may be removed when its name is needed.
/// </summary>
internal sealed class KnownContainers
{
    private readonly ConcurrentDictionary<string, bool> _ids = new(StringComparer.Ordinal);

    public void Add(string id) => _ids[id] = true;

    public bool Contains(string id) => _ids.ContainsKey(id);
}
