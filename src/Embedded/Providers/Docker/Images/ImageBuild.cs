using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>Builds an image with the engine's own builder, and shows its lines as they come.</summary>
internal sealed class ImageBuild(DockerClient docker, string workingFolder, IProviderLog log)
{
    private const int LinesShownOnFailure = 40;

    private readonly Queue<string> _lastLines = new();

    /// <summary>The built image's id ("sha256:...").</summary>
    public async Task<string> RunAsync(PropertyMap inputs, CancellationToken cancellation)
    {
        var build = inputs.Map("build") ?? PropertyMap.Empty;
        var name = inputs.Text("imageName") ?? "";
        var context = new BuildContext(
            build.Text("context") ?? ".", build.Text("dockerfile") ?? "Dockerfile", workingFolder);
        using var content = new TarContent(context);
        try
        {
            using var response = await docker.OpenAsync(
                HttpMethod.Post, $"build?{Query(name, build, context)}", content, cancellation);
            await foreach (var message in EngineMessages.ReadAsync(response, cancellation)) Show(message);
            return (await docker.GetAsync($"images/{ImageReference.EscapePath(name)}/json", cancellation)).Text("Id");
        }
        catch (DockerException exception)
        {
            throw new ProviderException($"error reading build output: {exception.Message}", exception);
        }
    }

    private static string Query(string name, PropertyMap build, BuildContext context)
    {
        var query = new List<string>
        {
            "t=" + DockerClient.Escape(name),
            "dockerfile=" + DockerClient.Escape(context.ArchivedDockerfile),
            "rm=1",
            "forcerm=1",
            "buildargs=" + DockerClient.Escape(build.TextMap("args").ToJson().ToJsonString()),
        };
        Add("platform", build.Text("platform"));
        Add("target", build.Text("target"));
        Add("networkmode", build.Text("network"));
        if (build.Texts("addHosts") is { IsEmpty: false } hosts) Add("extrahosts", string.Join(',', hosts));
        if (build.Map("cacheFrom")?.Texts("images") is { IsEmpty: false } images)
        {
            Add("cachefrom", images.ToJson().ToJsonString());
        }
        return string.Join('&', query);

        void Add(string parameter, string? value)
        {
            if (value is { Length: > 0 }) query.Add($"{parameter}={DockerClient.Escape(value)}");
        }
    }

    private void Show(JsonNode message)
    {
        if (message.Text("error") is { Length: > 0 } error)
        {
            // The lines were shown and are gone from the screen; what led to the failure stays.
            foreach (var line in _lastLines) log.Info(line);
            throw new ProviderException($"error reading build output: {error}");
        }
        var text = message.Text("stream") is { Length: > 0 } stream ? stream : message.Text("status");
        foreach (var line in text.Split('\n', '\r').Select(static line => line.TrimEnd())
            .Where(static line => line.Length > 0))
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > LinesShownOnFailure) _lastLines.Dequeue();
            log.Info(line, ephemeral: true);
        }
    }
}
