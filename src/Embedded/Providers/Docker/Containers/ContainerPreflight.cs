using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// What would make a creation fail after the old container is gone: its name, its image, its uploads, its ports.
/// </summary>
internal sealed class ContainerPreflight(DockerClient docker, KnownContainers known, string workingFolder)
{
    public async Task<ImmutableArray<CheckFailure>> RunAsync(
        string? replacedId, PropertyMap inputs, CancellationToken cancellation)
    {
        var failures = ImmutableArray.CreateBuilder<CheckFailure>();
        failures.AddRange(UploadArchive.Check(inputs, workingFolder));
        var orphan = inputs.IsUnknown("name") || inputs.IsUnknown("labels")
            ? null
            : await Orphan.FindAsync(docker, inputs, known, cancellation);
        if (await CheckNameAsync(replacedId, orphan, inputs, cancellation) is { } taken) failures.Add(taken);
        if (await CheckImageAsync(inputs, cancellation) is { } missing) failures.Add(missing);
        if (inputs.Flag("start") != false && !inputs.IsUnknown("ports"))
        {
            failures.AddRange(await CheckPortsAsync(replacedId, orphan, inputs, cancellation));
        }
        return failures.ToImmutable();
    }

    private async Task<CheckFailure?> CheckNameAsync(
        string? replacedId, string? orphan, PropertyMap inputs, CancellationToken cancellation)
    {
        if (inputs.Text("name") is not { Length: > 0 } name) return null;
        var holder = (await docker.FindAsync($"containers/{DockerClient.Escape(name)}/json", cancellation)).Text("Id");
        return holder.Length == 0 || holder == replacedId || holder == orphan
            ? null
            : new CheckFailure("name", $"The container name \"/{name}\" is already in use by container \"{holder}\". "
                + $"Remove that container (`docker rm -f {name}`), or choose another name.");
    }

    private async Task<CheckFailure?> CheckImageAsync(PropertyMap inputs, CancellationToken cancellation)
    {
        if (inputs.Text("image") is not { Length: > 0 } image) return null;
        if (await docker.FindAsync($"images/{DockerClient.Escape(image)}/json", cancellation) is not null) return null;
        if (image.StartsWith("sha256:", StringComparison.Ordinal))
        {
            return new CheckFailure(
                "image", $"there is no image \"{image}\" on the engine, and an id cannot be pulled. "
                + "Build it again: `up --target-replace <image urn> --target-dependents`.");
        }
        try
        {
            using var found = await docker.OpenForImageAsync(
                HttpMethod.Get, $"distribution/{Images.ImageReference.EscapePath(image)}/json", image, cancellation);
            return null;
        }
        catch (DockerException exception)
        {
            return new CheckFailure("image",
                $"there is no image \"{image}\" on the engine, and it cannot be pulled: {exception.Message}");
        }
    }

    private async Task<IEnumerable<CheckFailure>> CheckPortsAsync(
        string? replacedId, string? orphan, PropertyMap inputs, CancellationToken cancellation)
    {
        var ports = PortSpec.FromInputs(inputs);
        if (!ports.Any(static port => port.External > 0)) return [];
        var containers = (await docker.GetAsync("containers/json", cancellation)).Items();
        var failures = new List<CheckFailure>();
        for (var index = 0; index < ports.Length; index++)
        {
            var port = ports[index];
            if (port.External == 0) continue;
            var holder = containers.FirstOrDefault(container => PortProbe.Holds(container, port));
            var ours = holder.Text("Id") is { Length: > 0 } id && (id == replacedId || id == orphan);
            if (ours) continue;
            var reason = holder is not null
                ? $"port is already allocated by container \"{Name(holder)}\""
                : docker.Endpoint.IsLocal && PortProbe.IsTaken(port)
                ? "port is already in use by another process" : null;
            if (reason is null) continue;
            failures.Add(new CheckFailure(
                $"ports[{index}].external",
                $"Bind for {port.Ip}:{DockerClient.Number(port.External)} failed: {reason}. "
                + "Stop it, or choose another port."));
        }
        return failures;
    }

    private static string Name(JsonNode container) =>
        container.Texts("Names") is [var first, ..] ? first.TrimStart('/') : container.Text("Id");
}
