using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Archiving;

/// <summary>Builds the archive that the settings name: storage, compression and encryption.</summary>
public static class ArchiveFactory
{
    /// <exception cref="ArchiverException">SettingMissing or SettingInvalid, naming the setting.</exception>
    public static Archive Open(ArchiverSettings settings) => throw new ArchiverException(
        FailureCode.SettingMissing, "no storage is named",
        "set WALG_S3_PREFIX or WALG_FILE_PREFIX in archiver.json (mode 0600) or in the environment.");
}
