using Postern.Archiver.Compression;
using Postern.Archiver.Encryption;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Postern.Archiver.Storage;
using Postern.Archiver.Storage.Decorators;

namespace Postern.Archiver.Archiving;

/// <summary>Builds the archive that the settings name: storage, compression and encryption.</summary>
public static class ArchiveFactory
{
    /// <param name="settings">What names the storage, the method and the key.</param>
    /// <param name="limitRate">Whether WALG_NETWORK_RATE_LIMIT counts; as in WAL-G it does for backups only.</param>
    /// <param name="retry">How the store is asked again, from what the settings say; null for just that.</param>
    /// <exception cref="ArchiverException">SettingMissing or SettingInvalid, naming the setting.</exception>
    public static Archive Open(
        ArchiverSettings settings, bool limitRate = false, Func<RetryPolicy, RetryPolicy>? retry = null)
    {
        var policy = retry?.Invoke(StorageFactory.PolicyOf(settings));
        return new Archive(
            StorageFactory.Open(settings, TimeProvider.System, policy, limitRate), Compressors.ForWriting(settings),
            Compressors.ReadOrder, CrypterFactory.Open(settings));
    }
}
