using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker;

/// <summary>
/// Repeats a removal that the engine refuses because something still uses the object: a container that is just going
/// away lets go of its network and volumes a moment later.
/// </summary>
internal sealed class Patience(TimeProvider time, TimeSpan timeout)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <exception cref="DockerException">Another refusal, or still in use when the time is up.</exception>
    public async Task RunAsync(Func<Task> action, Func<DockerException, bool> inUse, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await action();
                return;
            }
            catch (DockerException exception) when (inUse(exception) && time.GetElapsedTime(started) < timeout)
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }
}
