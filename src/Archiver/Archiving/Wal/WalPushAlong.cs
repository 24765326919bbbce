using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>
/// Takes the next ready segments along while the requested one is stored: PostgreSQL archives one file at a time, and a
/// backlog is bound by the store's latency. It leaves no mark: PostgreSQL asks for each of them again, and the archive
/// itself answers that it is there. What fails here is left for that call.
/// </summary>
internal sealed class WalPushAlong(WalPush push, WalPushOptions options)
{
    public async Task RunAsync(
        WalSource requested, ControlFile? control, Task<OwnershipState> owner, Task main,
        CancellationToken cancellation)
    {
        var workers = Math.Min(options.UploadConcurrency, options.TakenAlongLimit) - 1;
        if (workers <= 0 || requested.Name is not { Kind: WalFileKind.Segment, Segment: { } first }) return;
        var paths = ReadyAfter(first, requested).GetEnumerator();
        // One look at the disk decides for the usual case, in which nothing waits.
        if (!paths.MoveNext()) return;

        // Whether this copy may write at all is known before anything is read for nothing.
        if (!await MayWriteAsync(owner)) return;
        var gate = new Lock();
        var isFirst = true;
        var running = new Task[workers];
        for (var worker = 0; worker < workers; worker++) running[worker] = Task.Run(WorkAsync, CancellationToken.None);
        await Task.WhenAll(running);

        async Task WorkAsync()
        {
            // Once the requested file is stored PostgreSQL waits for nothing but this process: nothing new is begun.
            while (!main.IsCompleted && !cancellation.IsCancellationRequested && Next() is { } path)
            {
                try
                {
                    using var source = WalSource.Open(path, control);
                    await push.PushAsync(source, control, owner, isRequested: false, cancellation);
                }
                catch (Exception error) when (error
                    is ArchiverException or OperationCanceledException or IOException or UnauthorizedAccessException)
                {
                    return;
                }
            }
        }

        string? Next()
        {
            lock (gate)
            {
                if (!isFirst && !paths.MoveNext()) return null;
                isFirst = false;
                return paths.Current;
            }
        }
    }

    private static async Task<bool> MayWriteAsync(Task<OwnershipState> owner)
    {
        try
        {
            return (await owner).IsHeld;
        }
        catch (Exception error) when (error is ArchiverException or OperationCanceledException)
        {
            return false;
        }
    }

    private IEnumerable<string> ReadyAfter(WalSegmentName first, WalSource requested)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(requested.Path))!;
        var name = first;
        for (var count = 1; count < options.TakenAlongLimit; count++)
        {
            name = name.Next(requested.SegmentSize!.Value);
            if (!File.Exists(Path.Combine(folder, "archive_status", name + ".ready"))) yield break;
            yield return Path.Combine(folder, name.ToString());
        }
    }
}
