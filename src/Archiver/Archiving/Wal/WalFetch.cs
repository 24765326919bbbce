using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>
/// restore_command: delivers one WAL file by an atomic rename after it has proved itself. "Absent" is the store's own
/// word and comes at once; so does a store that is no archive of this cluster. Whatever else fails is tried again until
/// nothing has moved for the deadline's time.
/// </summary>
/// <param name="archive">Where from.</param>
/// <param name="control">The cluster's control file, when it is known: what a segment must belong to.</param>
/// <param name="absence">Whether the store's word counts.</param>
/// <param name="prefetch">Segments fetched ahead, or null.</param>
/// <param name="deadline">The longest time without progress.</param>
/// <param name="time">Runs the deadline and the pauses.</param>
public sealed class WalFetch(
    Archive archive, ControlFile? control, WalAbsence absence, PrefetchFolder? prefetch, TimeSpan deadline,
    TimeProvider time)
{
    private const int CorruptTries = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Delivers the file; null when the store says that it is absent.</summary>
    /// <exception cref="ArchiverException">It could not be found out, or what is there is not the file.</exception>
    public async Task<WalFetchResult?> RunAsync(
        WalFileName name, string destination, CancellationToken cancellation)
    {
        if (TakePrefetched(name, destination)) return WalFetchResult.Prefetched;
        using var stuck = new CancellationTokenSource(deadline, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stuck.Token);
        var pause = FirstPause;
        ArchiverException? last = null;
        for (var corrupt = 0; ;)
        {
            ArchiverException? disbelief;
            try
            {
                if (await DownloadAsync(name, destination, () => stuck.CancelAfter(deadline), ended.Token))
                    return WalFetchResult.Archive;
                disbelief = await absence.RefuseAsync(ended.Token);
                if (disbelief is null) return null;
            }
            catch (OperationCanceledException) when (stuck.IsCancellationRequested
                && !cancellation.IsCancellationRequested)
            {
                throw last ?? NoAnswer(name);
            }
            catch (ArchiverException error)
            {
                last = error;
                if (error.Code == FailureCode.ObjectCorrupt && ++corrupt == CorruptTries) throw;
                disbelief = null;
            }
            if (disbelief is not null) throw disbelief;
            try
            {
                await Task.Delay(pause, time, ended.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw last ?? NoAnswer(name);
            }
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>A fixed name: a killed fetch leaves one file, and the next one writes over it.</summary>
    public static string TemporaryBeside(string destination) => destination + ".postern";

    /// <summary>Puts a proved file in its place. Not synchronised: after a crash PostgreSQL asks for it
    /// again.</summary>
    internal static void Deliver(string source, string destination)
    {
#pragma warning disable RS0030 // Durable delivery would cost recovery two fsyncs per segment and gain nothing.
        File.Move(source, destination, overwrite: true);
#pragma warning restore RS0030
    }

    private async Task<bool> DownloadAsync(
        WalFileName name, string destination, Action moved, CancellationToken cancellation)
    {
        var temporary = TemporaryBeside(destination);
        var delivered = false;
        try
        {
            await using (var file = CreateTemporary(temporary, destination))
            {
                if (!await new WalDownload(archive, control).ReadAsync(name, file, moved, cancellation)) return false;
            }
            Deliver(temporary, destination);
            delivered = true;
            return true;
        }
        finally
        {
            if (!delivered) File.Delete(temporary);
        }
    }

    private static FileStream CreateTemporary(string temporary, string destination)
    {
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(destination))))
            throw new ArchiverException(
                FailureCode.Usage, $"the folder of '{destination}' is not there",
                "run in the data directory, as restore_command does, or give a full path.");
        return new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.Create, Access = FileAccess.ReadWrite, BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
    }

    private bool TakePrefetched(WalFileName name, string destination)
    {
        if (prefetch is null || name is not { Kind: WalFileKind.Segment, Segment: { } segment }) return false;
        var path = prefetch.PathOf(segment);
        try
        {
            if (!File.Exists(path)) return false;
            if (!IsProved(segment, path))
            {
                File.Delete(path);
                return false;
            }
            // The rename is a copy when pg_wal lies on another file system, so it does not go to the destination
            // itself.
            var temporary = TemporaryBeside(destination);
            Deliver(path, temporary);
            Deliver(temporary, destination);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What was fetched ahead is a convenience: the archive has it.
            return false;
        }
    }

    private bool IsProved(WalSegmentName segment, string path)
    {
        using var handle = File.OpenHandle(path);
        var head = new byte[WalPageHeader.LongSizeBytes];
        var count = RandomAccess.Read(handle, head, 0);
        return WalSegmentCheck.Refuse(segment, head.AsSpan(0, count), RandomAccess.GetLength(handle), control) is null;
    }

    private ArchiverException NoAnswer(WalFileName name) => new(
        FailureCode.Deadline,
        $"archive '{archive.Storage.Location}' gave no answer about '{name}' within {deadline.TotalSeconds:0} s",
        "look whether the store answers; recovery goes on where it stopped.");
}
