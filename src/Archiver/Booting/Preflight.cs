using System.Globalization;
using Postern.Archiver.Core.Control;

namespace Postern.Archiver.Booting;

/// <summary>
/// What must hold before a server may touch the volume. A refusal is an exception with BootRefused; what is only
/// worth knowing is a line.
/// </summary>
public sealed class Preflight(ContainerPaths paths, Action<string> warn)
{
    private const long DefaultSharedMemoryBytes = 64L << 20;

    /// <summary>The image and the volume, before anything is provisioned.</summary>
    public void CheckPlace(DataLayout layout, int major)
    {
        if (!File.Exists("/bin/sh"))
            throw BootRefusal.Because(
                "the image has no '/bin/sh'; archive_command and restore_command would fail with exit code 127",
                "build the image from a base that has a shell.");
        if (ProcessCalls.EffectiveUser == 0)
            throw BootRefusal.Because(
                "the server would run as root",
                    "start the container as root with the image's entry point, or as uid 999.");
        var binaries = ServerBinary.Major();
        if (binaries != major)
            throw BootRefusal.Because(
                $"the image has PostgreSQL '{binaries?.ToString(CultureInfo.InvariantCulture) ?? "none"}', the plan "
                    + $"wants '{major}'",
                $"use the image of PostgreSQL {major}; a major version is changed by pg_upgrade or a dump, not by "
                    + "an image.");
        var mount = MountTable.Load(paths.MountInfo).MountOf(layout.Data);
        if (mount is null || mount.Point == "/")
            throw BootRefusal.Because(
                $"'{layout.Data}' lies in the container's own layer; the data would go with the container",
                $"mount a volume at {paths.Volume}.");
        if (mount.Point == layout.Data)
            throw BootRefusal.Because(
                $"a volume is mounted at '{layout.Data}' itself; boot needs its parent for the lock and for "
                    + "provisioning",
                $"mount the volume at {paths.Volume}.");
        if (mount.ReadOnly)
            throw BootRefusal.Because($"the volume at '{mount.Point}' is read-only", "mount it read-write.");
    }

    /// <summary>
    /// The PGDATA that is there: made by this plan's kind of server, of this major version, and owned by uid 999.
    /// </summary>
    /// <returns>The marker, with what this boot changes of it.</returns>
    public Marker CheckData(DataLayout layout, BootPlan plan)
    {
        var versionFile = Path.Combine(layout.Data, "PG_VERSION");
        if (!File.Exists(versionFile))
            throw BootRefusal.Because(
                $"'{layout.Data}' is not empty and has no PG_VERSION: it is no PGDATA",
                "use a volume of its own for the server; boot never empties one.");
        var version = File.ReadAllText(versionFile).Trim();
        if (version != plan.Major.ToString(CultureInfo.InvariantCulture))
            throw BootRefusal.Because(
                $"'{layout.Data}' is of PostgreSQL '{version}', the image of '{plan.Major}'",
                $"use the image of PostgreSQL {version}, or move the data with pg_upgrade or a dump.");
        var control = ReadControl(layout.Data);
        var marker = Marker.Load(layout.Marker) ?? throw BootRefusal.Because(
            $"'{layout.Data}' has data that Postern did not make (no '{layout.Marker}')",
            "use an empty volume with postern:bootstrap: restore to bring a database in from its archive, or keep "
                + "this volume out of it.");
        if (marker.SystemIdentifier != control.SystemIdentifier.ToString())
            throw BootRefusal.Because(
                $"'{layout.Data}' is of cluster {control.SystemIdentifier}, its marker of {marker.SystemIdentifier}",
                "put back the volume that belongs here; boot never wipes one.");
        if (marker.Scenario != plan.Scenario && !WasPromoted(marker, plan, layout))
            throw BootRefusal.Because(
                $"the volume was made for a {marker.Scenario}, and is now to be a {plan.Scenario}",
                marker.Scenario == "standby"
                    ? "promote it first (select pg_promote()), or use a volume of its own."
                    : "use a volume of its own; a server of another role is never overwritten.");
        WarnOfCollations(marker);
        return marker with { Scenario = plan.Scenario };
    }

    /// <summary>/dev/shm against what parallel queries may take of it.</summary>
    public void CheckSharedMemory(Func<string, long?> parameterBytes)
    {
        if (!Directory.Exists(paths.SharedMemory)) return;
        var size = new DriveInfo(paths.SharedMemory).TotalSize;
        var reserved = parameterBytes("min_dynamic_shared_memory") ?? 0;
        if (reserved > size)
            throw BootRefusal.Because(
                $"min_dynamic_shared_memory is {reserved >> 20} MB and '{paths.SharedMemory}' has {size >> 20} MB",
                "raise the container's shmSize, or lower the parameter.");
        var hash = (parameterBytes("work_mem") ?? 0) * 2 * ((parameterBytes(
            "max_parallel_workers_per_gather") ?? 0) + 1);
        if (size <= DefaultSharedMemoryBytes && hash + reserved > size)
            warn($"'{paths.SharedMemory}' has {size >> 20} MB, and one parallel hash join may take "
                + $"{(hash + reserved) >> 20} MB:"
                + " queries would fail with 'could not resize shared memory segment'; raise the container's shmSize");
    }

    public static ControlFile ReadControl(string data)
    {
        try
        {
            return ControlFile.Parse(File.ReadAllBytes(Path.Combine(data, ControlFile.RelativePath)));
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw BootRefusal.Because(
                $"'{data}' has no readable control file: {error.Message}", "restore the database from its archive.",
                    error);
        }
    }

    /// <summary>A standby that was promoted is a primary; its signal file is gone.</summary>
    private static bool WasPromoted(Marker marker, BootPlan plan, DataLayout layout) =>
        marker.Scenario == "standby" && plan.Scenario == "primary" && !SignalFiles.Any(layout.Data);

    private void WarnOfCollations(Marker marker)
    {
        var image = CollationVersions.OfImage();
        Compare("glibc", marker.Glibc, image.Glibc);
        Compare("ICU", marker.Icu, image.Icu);

        void Compare(string library, string before, string now)
        {
            if (before.Length == 0 || before == now) return;
            warn($"{library} was {before} when the data was made and is {now} now: indexes on text may be wrong."
                + " REINDEX them, then ALTER DATABASE ... REFRESH COLLATION VERSION; or go back to the image of "
                    + "before");
        }
    }
}
