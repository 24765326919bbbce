using Postern.Archiver.Core.Control;
using Postern.Archiver.Failures;
using Postern.Archiver.FileSystem;

namespace Postern.Archiver.Postgres;

/// <summary>
/// The proof that a directory belongs to the server one is connected to, whatever its path: inside the container, from
/// a sidecar with the volume mounted elsewhere, or from the host. Compared are system identifier, checkpoint, redo
/// position, timeline and the control file's own time; a clone that shares the identifier parts from its origin there.
/// Where the role may look, the change time of PG_VERSION, which nobody can set, must be the same too.
/// </summary>
public static class DirectoryProof
{
    private const int Attempts = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>The control file that proved it, with the server's word for it.</summary>
    /// <exception cref="ArchiverException">ServerMismatch with what differs; PermissionDenied.</exception>
    public static async Task<(ControlFile Control, ServerState Server)> ProveAsync(
        ServerSession session, string directory, TimeProvider time, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = await session.StateAsync(cancellation);
            var control = ReadControlFile(directory);
            if (Difference(server, control, ChangeTime(directory)) is not { } difference) return (control, server);
            // A checkpoint may fall between the two looks; another cluster stays different.
            if (attempt == Attempts || server.SystemIdentifier != control.SystemIdentifier)
                throw new ArchiverException(
                    FailureCode.ServerMismatch,
                    $"'{directory}' is not the data directory of the connected server: {difference}",
                    "give the server's own PGDATA (its volume may be mounted anywhere), and check PGHOST and PGPORT.");
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <exception cref="ArchiverException">Usage without a control file, PermissionDenied,
    /// FormatUnsupported.</exception>
    public static ControlFile ReadControlFile(string directory)
    {
        var path = $"{directory}/{ControlFile.RelativePath}";
        try
        {
            return ControlFile.Parse(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ArchiverException(
                FailureCode.Usage, $"'{directory}' holds no PostgreSQL cluster: '{path}' is missing",
                "give the path of PGDATA.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ArchiverException(
                FailureCode.PermissionDenied, $"cannot read '{path}'",
                "run as the user that owns the data directory, usually postgres.", error);
        }
        catch (InvalidDataException error)
        {
            throw new ArchiverException(
                FailureCode.FormatUnsupported, $"'{path}': {error.Message}", "PostgreSQL 13 to 18 are supported.",
                error);
        }
    }

    /// <summary>What differs, in one clause; null when everything agrees.</summary>
    internal static string? Difference(ServerState server, ControlFile control, long? versionFileChanged)
    {
        if (server.SystemIdentifier != control.SystemIdentifier)
            return $"system identifier {control.SystemIdentifier} there, {server.SystemIdentifier} at the server";
        if (server.Checkpoint != control.Checkpoint || server.Redo != control.Redo)
            return $"checkpoint {control.Checkpoint} there, {server.Checkpoint} at the server";
        if (server.Timeline != control.Timeline)
            return $"timeline {control.Timeline} there, {server.Timeline} at the server";
        if (server.ControlModified != control.LastModified)
            return $"control file written at {control.LastModified:O} there, {server.ControlModified:O} at the server";
        return server.VersionFileChangedUnixSeconds is { } theirs && versionFileChanged is { } ours && theirs != ours
            ? "the change time of PG_VERSION"
            : null;
    }

    private static long? ChangeTime(string directory) =>
        FileStatus.Of($"{directory}/PG_VERSION", followLink: true)?.Changed.UnixSeconds;
}
