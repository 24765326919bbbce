using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;
using Postern.Embedded.Providers.Docker.Containers;
using Postern.Embedded.Providers.Docker.Images;
using Postern.Embedded.Providers.Docker.Logs;
using Postern.Embedded.Providers.Docker.Networks;
using Postern.Embedded.Providers.Docker.Volumes;

namespace Postern.Embedded.Providers.Docker;

/// <summary>
/// The package "docker" against a Docker Engine's own API. State, verdicts and texts are those of the official provider
/// 5.1.0, except where that one is wrong about the engine (see the resource types).
/// </summary>
public sealed class DockerProvider(DockerProviderSettings settings) : IProvider, IDisposable
{
    private readonly ResourceTypes<IDockerResource> _resources = CreateResources(settings);

    private DockerClient? _docker;

    public string Package => "docker";

    private DockerClient Docker => _docker ?? throw new InvalidOperationException("the provider is not configured");

    public ImmutableArray<CheckFailure> CheckConfig(PropertyMap config)
    {
        var failures = ImmutableArray.CreateBuilder<CheckFailure>();
        if (config.Text("host") is { Length: > 0 } host && !DockerEndpoint.IsSupported(host))
        {
            failures.Add(new CheckFailure("host", DockerEndpoint.Refusal(host)));
        }
        if (config.Text("context") is { Length: > 0 } context)
        {
            failures.Add(new CheckFailure(
                "context", $"'context' needs the Pulumi CLI: give the host of docker's context '{context}' as 'host'"));
        }
        return failures.ToImmutable();
    }

    public Task ConfigureAsync(PropertyMap config, CancellationToken cancellation)
    {
        var host = config.Text("host") is { Length: > 0 } given ? given : settings.Host;
        if (host is not { Length: > 0 }) host = DockerEndpoint.DefaultHost;
        var tls = DockerEndpoint.MayUseTls(host) ? DockerTls.Read(
            config, settings.CertificatePath, DockerEndpoint.MustUseTls(host)) : null;
        var endpoint = new DockerEndpoint(host, SshOptions(config), tls);
        if (!DockerEndpoint.IsSupported(endpoint.Host)) throw new ProviderException(DockerEndpoint.Refusal(host));
        _docker = new DockerClient(endpoint, RegistryCredentials.Read(config));
        return Task.CompletedTask;
    }

    public Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation) =>
        Task.FromResult(Find(resource).Check(resource, oldInputs, newInputs));

    public Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation) =>
        Task.FromResult(Find(request.Resource).Diff(request));

    public Task<ImmutableArray<CheckFailure>> PreflightAsync(
        ResourceIdentity resource, string? replacedId, PropertyMap inputs, CancellationToken cancellation) =>
        RunAsync(() => Find(resource).PreflightAsync(Docker, replacedId, inputs, cancellation));

    public async Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation)
    {
        var type = Find(resource);
        if (preview && !type.ActsInPreview(inputs)) return new CreateResult("", type.Foresee(inputs));
        return await RunAsync(() => type.CreateAsync(Docker, inputs, timeoutSeconds, log, cancellation));
    }

    public Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs,
        CancellationToken cancellation) =>
        RunAsync(() => Find(resource).ReadAsync(Docker, id, inputs, outputs, cancellation));

    public async Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation)
    {
        var type = Find(request.Resource);
        if (preview && !type.ActsInPreview(request.NewInputs)) return type.ForeseeUpdate(request);
        return await RunAsync(() => type.UpdateAsync(Docker, request, timeoutSeconds, log, cancellation));
    }

    public Task DeleteAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, double? timeoutSeconds,
        IProviderLog log,
        CancellationToken cancellation) =>
        RunAsync(async () =>
        {
            await Find(resource).DeleteAsync(Docker, id, inputs, outputs, timeoutSeconds, log, cancellation);
            return true;
        });

    public Task<string?> FindInterruptedAsync(
        ResourceIdentity resource, PropertyMap inputs, CancellationToken cancellation) =>
        RunAsync(() => Find(resource).FindInterruptedAsync(Docker, inputs, cancellation));

    public Task<InvokeResult> InvokeAsync(string token, PropertyMap arguments, CancellationToken cancellation) =>
        token switch
    {
        "docker:index/getLogs:getLogs" => RunAsync(() => new GetLogs(Docker).RunAsync(arguments, cancellation)),
        "docker:index/getNetwork:getNetwork" => RunAsync(() => GetNetwork.RunAsync(Docker, arguments, cancellation)),
        _ => throw new ProviderException($"the embedded docker provider has no function '{token}'"),
    };

    public void Dispose() => _docker?.Dispose();

    private static ResourceTypes<IDockerResource> CreateResources(DockerProviderSettings settings)
    {
        var names = new AutoName(settings.RandomBytes);
        return new ResourceTypes<IDockerResource>(
            "docker",
            new("docker:index/container:Container",
                new ContainerResource(names, settings.Time, settings.WorkingFolder)),
            new("docker:index/image:Image", new ImageResource(settings.WorkingFolder)),
            new("docker:index/network:Network", new NetworkResource(names, settings.Time)),
            new("docker:index/remoteImage:RemoteImage", new RemoteImageResource()),
            new("docker:index/volume:Volume", new VolumeResource(names, settings.Time)));
    }

    // A refusal that no resource type has put into a sentence of its own still reaches the user in the daemon's words.
    private static async Task<T> RunAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (DockerException exception)
        {
            throw new ProviderException(exception.Message, exception);
        }
    }

    private static ImmutableArray<string> SshOptions(PropertyMap config)
    {
        if (config.Texts("sshOpts") is { IsEmpty: false } options) return options;
        if (config.Text("sshOpts") is not { Length: > 0 } text) return [];
        try
        {
            return JsonNode.Parse(text).Texts();
        }
        catch (JsonException exception)
        {
            throw new ProviderException("'sshOpts' is not a JSON list of texts", exception);
        }
    }

    private IDockerResource Find(ResourceIdentity resource) => _resources.Find(resource);
}
