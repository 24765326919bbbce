using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// Creates a container in the official provider's order: create, move to its networks, upload, start, wait, attach.
/// From the creation on a failure is a <see cref="PartialFailureException"/>: the container exists, and the state has
/// to know it.
/// </summary>
internal sealed class ContainerCreation(
    DockerClient docker, TimeProvider time, IProviderLog log, KnownContainers known, string workingFolder)
{
    /// <param name="deadline">Ends with the caller's cancellation or the time-out.</param>
    /// <param name="cancellation">The caller's own.</param>
    public async Task<CreateResult> RunAsync(
        PropertyMap inputs, CancellationToken deadline, CancellationToken cancellation)
    {
        await PullAsync(inputs, deadline);
        var id = await CreateAsync(inputs, deadline);
        known.Add(id);
        try
        {
            await ConnectAsync(id, inputs, deadline);
            await UploadAsync(id, inputs, deadline);
            var container = await new ContainerStart(docker, time).RunAsync(id, inputs, deadline);
            return new CreateResult(id, container);
        }
        catch (Exception exception) when (exception is ProviderException or DockerException or IOException
            or OperationCanceledException)
        {
            var reason = exception is OperationCanceledException
                ? cancellation.IsCancellationRequested ? "the creation was interrupted" : "context deadline exceeded"
                : exception.Message;
            throw new PartialFailureException(reason, id, await ReadAsync(id, inputs), [reason]);
        }
    }

    private static ProviderException Unable(string what, DockerException exception) =>
        new($"{what}: {exception.Message}", exception);

    private async Task PullAsync(PropertyMap inputs, CancellationToken cancellation)
    {
        var image = inputs.Text("image") ?? "";
        try
        {
            await new Images.ImagePull(docker, log).EnsureAsync(image, inputs.Text("platform"), cancellation);
        }
        catch (DockerException exception)
        {
            throw Unable(
                $"Unable to create container with image {image}: unable to pull image {image}: "
                + $"error pulling image {image}",
                exception);
        }
    }

    private async Task<string> CreateAsync(PropertyMap inputs, CancellationToken cancellation)
    {
        var path = $"containers/create?name={DockerClient.Escape(inputs.Text("name") ?? "")}";
        if (inputs.Text("platform") is { Length: > 0 } platform) path += $"&platform={DockerClient.Escape(platform)}";
        var body = ContainerSpec.Build(inputs);
        try
        {
            return await PostAsync();
        }
        catch (DockerException exception) when (exception.IsConflict)
        {
            if (!await RemoveOrphanAsync(inputs, cancellation)) throw Unable("Unable to create container", exception);
        }
        catch (DockerException exception)
        {
            throw Unable("Unable to create container", exception);
        }
        try
        {
            return await PostAsync();
        }
        catch (DockerException exception)
        {
            throw Unable("Unable to create container", exception);
        }

        async Task<string> PostAsync() => (await docker.PostAsync(path, body, cancellation)).Text("Id");
    }

    private async Task<bool> RemoveOrphanAsync(PropertyMap inputs, CancellationToken cancellation)
    {
        if (await Orphan.FindAsync(docker, inputs, known, cancellation) is not { } orphan) return false;
        log.Info($"removing container \"{inputs.Text("name")}\", which an interrupted run of this stack left behind");
        await new ContainerRemoval(docker, time).RunAsync(orphan, inputs, cancellation);
        return true;
    }

    private async Task ConnectAsync(string id, PropertyMap inputs, CancellationToken cancellation)
    {
        var networks = inputs.Maps("networksAdvanced");
        if (networks.IsEmpty) return;
        try
        {
            await docker.PostAsync(
                "networks/bridge/disconnect", new JsonObject { ["Container"] = id, ["Force"] = false }, cancellation);
        }
        catch (DockerException exception)
            when (exception.Words.Contains("is not connected to", StringComparison.Ordinal))
        {
            // Another network mode was asked for.
        }
        catch (DockerException exception)
        {
            throw Unable("Unable to disconnect the default network", exception);
        }
        foreach (var network in networks)
        {
            var name = network.Text("name") ?? "";
            try
            {
                await docker.PostAsync(
                    $"networks/{DockerClient.Escape(name)}/connect",
                    new JsonObject { ["Container"] = id, ["EndpointConfig"] = Endpoint(network) }, cancellation);
            }
            catch (DockerException exception)
            {
                throw Unable($"Unable to connect to network '{name}'", exception);
            }
        }
    }

    private static JsonObject Endpoint(PropertyMap network)
    {
        var addresses = new JsonObject();
        if (network.Text("ipv4Address") is { Length: > 0 } ipv4) addresses["IPv4Address"] = ipv4;
        if (network.Text("ipv6Address") is { Length: > 0 } ipv6) addresses["IPv6Address"] = ipv6;
        if (network.Texts("linkLocalIps") is { IsEmpty: false } local) addresses["LinkLocalIPs"] = local.ToJson();
        var options = network.Texts("driverOpts").Select(static option => option.Split('=', 2))
            .Where(static parts => parts.Length == 2).Select(static parts => KeyValuePair.Create(parts[0], parts[1]));
        var endpoint = new JsonObject
        {
            ["IPAMConfig"] = addresses,
            ["Aliases"] = network.Texts("aliases").ToJson(),
            ["DriverOpts"] = options.ToJson(),
        };
        if (network.Text("macAddress") is { Length: > 0 } mac) endpoint["MacAddress"] = mac;
        return endpoint;
    }

    private async Task UploadAsync(string id, PropertyMap inputs, CancellationToken cancellation)
    {
        if (inputs.Maps("uploads").IsEmpty) return;
        try
        {
            var archive = UploadArchive.Build(inputs, workingFolder, time.GetUtcNow());
            await docker.PutArchiveAsync(
                $"containers/{id}/archive?noOverwriteDirNonDir=true&path=%2F", archive, cancellation);
        }
        catch (DockerException exception)
        {
            throw Unable("Unable to upload volume content", exception);
        }
    }

    // Best effort, and not cancelled with the rest: a state with these outputs is better than one without.
    private async Task<PropertyMap> ReadAsync(string id, PropertyMap inputs)
    {
        try
        {
            var container = await docker.GetAsync($"containers/{id}/json", CancellationToken.None);
            return ContainerOutputs.Build(container, inputs);
        }
        catch (Exception exception) when (exception is ProviderException or DockerException)
        {
            return (PropertyMap)Contracts.Schemas.SchemaPreview.WithoutMarkers(inputs);
        }
    }
}
