using Postern.Embedded.Contracts.Programs;

namespace Pulumi.Running;

/// <summary>The way of messages to the engine, and the count of errors that decides how a run ends.</summary>
internal sealed class Messages(IResourceMonitor monitor, InFlightTasks tasks)
{
    private int _errors;

    public bool HasErrors => Volatile.Read(ref _errors) > 0;

    public void Show(LogSeverity severity, string message, Resource? resource = null, bool? ephemeral = null)
    {
        if (severity == LogSeverity.Error) Interlocked.Increment(ref _errors);
        tasks.Add(ShowAsync(severity, message, resource, ephemeral ?? false));
    }

    public async Task ShowAsync(LogSeverity severity, string message, Resource? resource, bool ephemeral)
    {
        try
        {
            var urn = await UrnAsync(resource).ConfigureAwait(false);
            monitor.Log(severity, message, string.IsNullOrEmpty(urn) ? null : urn, ephemeral);
        }
        catch (Exception e)
        {
            Interlocked.Increment(ref _errors);
            // Its own type, so that reporting this failure is not tried the same way again.
            throw new LogException(e);
        }
    }

    private static async Task<string?> UrnAsync(Resource? resource)
    {
        try
        {
            return resource is null ? null : await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A resource that could not be registered has no URN; its message is shown all the same.
            return null;
        }
    }
}
