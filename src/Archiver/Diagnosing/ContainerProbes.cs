using Postern.Archiver.Booting;

namespace Postern.Archiver.Diagnosing;

/// <summary>
/// The image and the container: what makes archive_command fail with 127, queries with shared memory, and the disk
/// with WAL.
/// </summary>
public sealed class ContainerProbes(ContainerPaths paths, IReadOnlyDictionary<string, string> environment)
{
    private const long MegaByte = 1L << 20;
    private const long SmallSharedMemoryBytes = 64 * MegaByte;
    private const long LowFreeBytes = 2048 * MegaByte;

    public IEnumerable<Finding> Run(string data)
    {
        yield return Shell();
        if (Directory.Exists(paths.SharedMemory)) yield return SharedMemory(new DriveInfo(
            paths.SharedMemory).TotalSize);
        if (BootStatus.Load(paths.StatusFile) is { State: "refused" } refused)
            yield return Finding.Failure("boot", refused.Message, refused.Hint);
        if (Directory.Exists(Path.Combine(data, "pg_wal"))) yield return Disk(data);
        if (Marker.Load(new DataLayout(data).Marker) is { } marker) yield return Libraries(marker);
    }

    /// <summary>
    /// The first word of a command must be a program on PATH; else PostgreSQL's archiver sees exit code 127 and
    /// starts over.
    /// </summary>
    public Finding Command(string parameter, string command)
    {
        var program = command.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        if (program.Length == 0)
            return Finding.Failure(parameter, "it is empty: WAL is kept and never archived",
                $"set {parameter} = 'archiver wal-push \"%p\"'.");
        var found = program.Contains('/', StringComparison.Ordinal)
            ? File.Exists(program)
            : (environment.GetValueOrDefault("PATH") ?? "").Split(':').Any(folder =>
                File.Exists(Path.Combine(folder, program)));
        return found
            ? Finding.Ok(parameter, $"'{program}' is there")
            : Finding.Failure(
                parameter, $"'{program}' is not on PATH: the command ends with exit code 127, and pg_stat_archiver "
                    + "does not count that",
                "use the image that the program builds, or write the program's whole path.");
    }

    public static Finding SharedMemory(long sizeBytes) => sizeBytes <= SmallSharedMemoryBytes
        ? Finding.Warning(
            "/dev/shm", $"{sizeBytes / MegaByte} MB, Docker's default: parallel queries may fail with 'could not "
                + "resize shared memory segment'",
            "raise the container's shmSize.")
        : Finding.Ok("/dev/shm", $"{sizeBytes / MegaByte} MB");

    /// <param name="totalBytes">The file system's.</param>
    /// <param name="freeBytes">What is left of it.</param>
    /// <param name="walBytes">What pg_wal takes.</param>
    /// <param name="ready">Segments that wait to be archived.</param>
    public static Finding Disk(long totalBytes, long freeBytes, long walBytes, int ready)
    {
        var text = $"{freeBytes / MegaByte} MB of {totalBytes / MegaByte} MB free, pg_wal {walBytes / MegaByte} MB, "
            + $"{ready} segments wait to be archived";
        if (freeBytes >= LowFreeBytes && freeBytes >= totalBytes / 20) return Finding.Ok("disk", text);
        return Finding.Failure(
            "disk", text,
            "never delete anything in pg_wal: let archiving catch up, drop replication slots that nobody reads, "
                + "then enlarge the volume.");
    }

    private static Finding Shell() => File.Exists("/bin/sh")
        ? Finding.Ok("/bin/sh", "is there")
        : Finding.Failure("/bin/sh", "is missing: every archive_command ends with exit code 127",
            "build the image from a base that has a shell.");

    private static Finding Disk(string data)
    {
        var drive = new DriveInfo(data);
        var wal = new DirectoryInfo(Path.Combine(data, "pg_wal"));
        var bytes = wal.EnumerateFiles().Sum(file => file.Length);
        var status = new DirectoryInfo(Path.Combine(wal.FullName, "archive_status"));
        var ready = status.Exists ? status.EnumerateFiles("*.ready").Count() : 0;
        return Disk(drive.TotalSize, drive.AvailableFreeSpace, bytes, ready);
    }

    private static Finding Libraries(Marker marker)
    {
        var image = CollationVersions.OfImage();
        if (image.Glibc == marker.Glibc && (marker.Icu.Length == 0 || image.Icu == marker.Icu))
            return Finding.Ok("image", $"glibc {image.Glibc}, ICU {image.Icu}, as when the data was made");
        return Finding.Warning(
            "image", $"the data was made with glibc {marker.Glibc} and ICU {marker.Icu}, the image has "
                + $"{image.Glibc} and {image.Icu}",
            "go back to the old image, or REINDEX what sorts text and refresh the collation versions.");
    }
}
