using System.Security.Cryptography;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker;
using Postern.Embedded.Providers.Docker.Api;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>
/// The real engine, and an image of its own for the tests. Everything that a test makes carries the label of this run;
/// what is left at the end is removed by it.
/// </summary>
public sealed class DockerFixture : IAsyncLifetime
{
    internal const string Label = "org.postern.test";

    private DockerClient? _docker;

    public string Run { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    public string Image => $"postern-test-{Run}:1";

    internal DockerClient Docker => _docker ?? throw new InvalidOperationException("there is no engine");

    /// <summary>Ends the test, loudly, where there is no engine.</summary>
    public void Require() => Assert.SkipWhen(_docker is null, "no Docker engine answers on the default socket");

    public string Name(string role) =>
        $"postern-test-{Run}-{role}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}";

    /// <summary>This run's label, as an element of <c>labels</c>.</summary>
    public string OwnLabel => $$"""{"label":"{{Label}}","value":"{{Run}}"}""";

    /// <summary>Inputs of a container that sleeps, and more of them as JSON.</summary>
    internal PropertyMap SleeperInputs(string role, string more)
    {
        var inputs = Property.Map($$"""
            {"name":"{{Name(role)}}","image":"{{Image}}","command":["/bin/sleep","600"],"labels":[{{OwnLabel}}]}
            """);
        foreach (var (name, value) in Property.Map(more)) inputs = inputs.With(name, value);
        return inputs;
    }

    public static async Task<DockerProvider> ProviderAsync(string workingFolder = "/")
    {
        var provider = new DockerProvider(
            new DockerProviderSettings(
                null, TimeProvider.System, RandomNumberGenerator.GetBytes, workingFolder));
        await provider.ConfigureAsync(PropertyMap.Empty, CancellationToken.None);
        return provider;
    }

    public async ValueTask InitializeAsync()
    {
        var docker = new DockerClient(new DockerEndpoint(DockerEndpoint.DefaultHost, []));
        try
        {
            await docker.GetAsync("version", CancellationToken.None);
        }
        catch (Postern.Embedded.Contracts.Providers.ProviderException)
        {
            docker.Dispose();
            return;
        }
        _docker = docker;
        using var content = new ByteArrayContent(await TinyImage.TarAsync());
        using var response = await docker.OpenAsync(
            HttpMethod.Post, $"images/create?fromSrc=-&repo=postern-test-{Run}&tag=1", content, CancellationToken.None);
        await response.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_docker is null) return;
        var filter = DockerClient.Escape($"{{\"label\":[\"{Label}={Run}\"]}}");
        foreach (var container in (await _docker.GetAsync($"containers/json?all=1&filters={filter}", default)).Items())
        {
            await TryDeleteAsync($"containers/{container.Text("Id")}?force=1&v=1");
        }
        foreach (var network in (await _docker.GetAsync($"networks?filters={filter}", default)).Items())
        {
            await TryDeleteAsync($"networks/{network.Text("Id")}");
        }
        foreach (var volume in (await _docker.GetAsync($"volumes?filters={filter}", default)).Items("Volumes"))
        {
            await TryDeleteAsync($"volumes/{volume.Text("Name")}?force=1");
        }
        // What was built on the image first, with what a second build left without a name.
        foreach (var image in (await _docker.GetAsync($"images/json?filters={filter}", default)).Items())
        {
            await TryDeleteAsync($"images/{image.Text("Id")}?force=1");
        }
        await TryDeleteAsync($"images/{Image}?force=1");
        _docker.Dispose();
    }

    private async Task TryDeleteAsync(string path)
    {
        try
        {
            await Docker.DeleteAsync(path, CancellationToken.None);
        }
        catch (DockerException)
        {
            // Gone already.
        }
    }
}
