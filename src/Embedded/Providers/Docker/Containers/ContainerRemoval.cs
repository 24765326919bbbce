using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// Stops and removes a container. Without destroyGraceSeconds it is killed at once, whatever its stop time-out says.
/// </summary>
internal sealed class ContainerRemoval(DockerClient docker, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(string id, PropertyMap known, CancellationToken cancellation)
    {
        var path = $"containers/{DockerClient.Escape(id)}";
        if (known.Flag("attach") != true)
        {
            var graceSeconds = Math.Max(0, known.Integer("destroyGraceSeconds") ?? 0);
            await TryAsync("Error stopping container", id, () =>
                docker.PostAsync($"{path}/stop?t={DockerClient.Number(graceSeconds)}", null, cancellation));
        }
        var volumes = known.Flag("removeVolumes") == false ? 0 : 1;
        await TryAsync("Error deleting container", id, () =>
            docker.DeleteAsync($"{path}?force=1&v={DockerClient.Number(volumes)}", cancellation));
        while (await docker.FindAsync($"{path}/json", cancellation) is not null)
        {
            await Task.Delay(Poll, time, cancellation);
        }
    }

    // Gone already, or going: both are what was asked for.
    private static async Task TryAsync(string what, string id, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (DockerException exception) when (exception.IsMissing
            || exception.Words.Contains("is already in progress", StringComparison.Ordinal))
        {
        }
        catch (DockerException exception)
        {
            throw new ProviderException($"{what} {id}: {exception.Message}", exception);
        }
    }
}
