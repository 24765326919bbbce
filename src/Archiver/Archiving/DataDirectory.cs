using Postern.Archiver.Core.Control;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Archiving;

/// <summary>A cluster's data directory, as far as the archive's verbs look at it.</summary>
public sealed record DataDirectory(string Path)
{
    /// <summary>
    /// The data directory of this run: the working folder (PostgreSQL runs its commands there), else the parent of the
    /// folder that holds <paramref name="walFile"/>, else PGDATA, which may be another cluster's in a shared
    /// environment. Null when none of them has a control file.
    /// </summary>
    public static DataDirectory? Find(ArchiverSettings settings, string workingFolder, string? walFile = null)
    {
        if (HasControl(workingFolder)) return new DataDirectory(workingFolder);
        if (walFile is not null)
        {
            var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(walFile, workingFolder));
            if (System.IO.Path.GetDirectoryName(folder) is { } parent && HasControl(parent))
                return new DataDirectory(parent);
        }
        return settings["PGDATA"] is { } named && HasControl(named) ? new DataDirectory(named) : null;
    }

    /// <summary>What the cluster keeps beside its data and never in a backup: claim, lock, marker, segments fetched
    /// ahead.</summary>
    public string PosternFolder
    {
        get
        {
            var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path));
            return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(full) ?? "/", "postern");
        }
    }

    /// <summary>The signal file that is there; standby.signal wins, as in PostgreSQL.</summary>
    public RecoverySignal Signal
    {
        get
        {
            if (File.Exists(System.IO.Path.Combine(Path, "standby.signal"))) return RecoverySignal.Standby;
            return File.Exists(System.IO.Path.Combine(Path, "recovery.signal"))
                ? RecoverySignal.Recovery
                : RecoverySignal.None;
        }
    }

    /// <exception cref="ArchiverException">ServerMismatch when pg_control cannot be read or is damaged.</exception>
    public ControlFile ReadControl()
    {
        var path = System.IO.Path.Combine(Path, ControlFile.RelativePath);
        try
        {
            return ControlFile.Parse(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new ArchiverException(
                FailureCode.ServerMismatch, $"'{path}' cannot be read as a control file: {error.Message}",
                "set PGDATA to the data directory, and run as its owner.", error);
        }
    }

    private static bool HasControl(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, ControlFile.RelativePath));
}

/// <summary>How a server recovers, told by the signal file in its data directory.</summary>
public enum RecoverySignal
{
    None,
    Recovery,
    Standby,
}
