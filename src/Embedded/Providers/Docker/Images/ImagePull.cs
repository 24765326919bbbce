using System.Net;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>Pulls an image that the engine does not have.</summary>
internal sealed class ImagePull(DockerClient docker, IProviderLog log)
{
    /// <exception cref="DockerException">It is not there and cannot be pulled.</exception>
    public async Task EnsureAsync(string image, string? platform, CancellationToken cancellation)
    {
        if (await docker.FindAsync($"images/{ImageReference.EscapePath(image)}/json", cancellation) is not null) return;
        if (image.StartsWith("sha256:", StringComparison.Ordinal))
        {
            throw new DockerException(HttpStatusCode.NotFound, $"No such image: {image}");
        }
        await PullAsync(image, platform, cancellation);
    }

    /// <exception cref="DockerException">It cannot be pulled.</exception>
    public async Task PullAsync(string image, string? platform, CancellationToken cancellation)
    {
        var (repository, tag) = ImageReference.Split(image);
        var path = $"images/create?fromImage={DockerClient.Escape(repository)}&tag={DockerClient.Escape(tag)}";
        if (platform is { Length: > 0 }) path += $"&platform={DockerClient.Escape(platform)}";
        using var response = await docker.OpenForImageAsync(HttpMethod.Post, path, image, cancellation);
        await foreach (var message in EngineMessages.ReadAsync(response, cancellation))
        {
            if (message.Text("error") is { Length: > 0 } error) throw new DockerException(HttpStatusCode.OK, error);
            if (message.Text("status") is { Length: > 0 } status) log.Info(status, ephemeral: true);
        }
    }
}
