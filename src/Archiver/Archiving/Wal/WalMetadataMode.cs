using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>WALG_UPLOAD_WAL_METADATA: a document with the time of creation, per file or per sixteen segments.</summary>
public enum WalMetadataMode
{
    None,
    Individual,
    Bulk,
}

/// <summary>Reads the mode.</summary>
internal static class WalMetadataModes
{
    /// <exception cref="ArchiverException">SettingInvalid; WAL-G finds out only after it stored the
    /// segment.</exception>
    public static WalMetadataMode Read(ArchiverSettings settings) => settings["WALG_UPLOAD_WAL_METADATA"] switch
    {
        null or "NOMETADATA" => WalMetadataMode.None,
        "INDIVIDUAL" => WalMetadataMode.Individual,
        "BULK" => WalMetadataMode.Bulk,
        var other => throw new ArchiverException(
            FailureCode.SettingInvalid, $"setting 'WALG_UPLOAD_WAL_METADATA' is '{other}'",
            "give NOMETADATA, INDIVIDUAL or BULK."),
    };
}
