using Postern.Archiver.Compression;
using Postern.Archiver.Encryption;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Postern.Archiver.Storage.Local;

namespace Postern.Archiver.Archiving;

/// <summary>Builds the archive that the settings name: storage, compression and encryption.</summary>
public static class ArchiveFactory
{
    private const string LocalHost = "file://localhost";

    /// <exception cref="ArchiverException">SettingMissing or SettingInvalid, naming the setting.</exception>
    public static Archive Open(ArchiverSettings settings) => new(
        OpenStorage(settings), Compressors.ForWriting(settings), Compressors.ReadOrder, CrypterFactory.Open(settings));

    private static DirectoryStorage OpenStorage(ArchiverSettings settings)
    {
        if (settings["WALG_FILE_PREFIX"] is { } folder)
        {
            // WAL-E's habit.
            if (folder.StartsWith(LocalHost, StringComparison.Ordinal)) folder = folder[LocalHost.Length..];
            return new DirectoryStorage(folder, TimeProvider.System);
        }
        throw new ArchiverException(
            FailureCode.SettingMissing, "no storage is named",
            "set WALG_S3_PREFIX or WALG_FILE_PREFIX in archiver.json (mode 0600) or in the environment.");
    }
}
