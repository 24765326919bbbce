using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// A container that has the wanted name and the same org.postern.stack label, and is not in the state: a run that was
/// killed between the engine's answer and the checkpoint left it. Anybody else's container is never one.
/// </summary>
internal static class Orphan
{
    /// <summary>The orphan's id, or null.</summary>
    public static async Task<string?> FindAsync(
        DockerClient docker, PropertyMap inputs, KnownContainers known, CancellationToken cancellation)
    {
        if (Labels.StackOf(inputs) is not { Length: > 0 } stack) return null;
        var name = inputs.Text("name") ?? "";
        if (await docker.FindAsync($"containers/{DockerClient.Escape(name)}/json", cancellation) is not { } container)
        {
            return null;
        }
        var id = container.Text("Id");
        return container.Text("Config", "Labels", Labels.Stack) == stack && !known.Contains(id) ? id : null;
    }
}
