using System.Globalization;
using Postern.Archiver.Core.Backups;

namespace Postern.Archiver.Booting;

/// <summary>A backup's major version, against the image's: PostgreSQL itself refuses the copy only after the whole
/// fetch.</summary>
internal static class BackupMajor
{
    private const int VersionsPerMajor = 10_000;

    /// <exception cref="Failures.ArchiverException">BootRefused. A backup that does not say its version
    /// passes.</exception>
    public static void Require(BackupRecord backup, int major)
    {
        var taken = backup.PgVersion / VersionsPerMajor;
        if (taken == 0 || taken == major) return;
        var text = taken.ToString(CultureInfo.InvariantCulture);
        throw BootRefusal.Because(
            $"backup '{backup.Name}' is of PostgreSQL {text}, and the image has {major}",
            $"set postern:postgres to \"{text}\" in this stack's file: a copy runs under the version that it was taken "
                + "from.");
    }
}
