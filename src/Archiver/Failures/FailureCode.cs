namespace Postern.Archiver.Failures;

/// <summary>
/// Exit codes, listed in docs/errors.md. PostgreSQL's archiver process dies on 126 and above, so every code stays at
/// or below 125; wal-fetch alone turns failures into 75 or 200, as its own summary says.
/// </summary>
public enum FailureCode
{
    Unexpected = 1,
    Usage = 2,
    Interrupted = 3,

    SettingMissing = 10,
    SettingInvalid = 11,
    SettingsFileInsecure = 12,

    StorageUnreachable = 20,
    StorageDenied = 21,
    StorageMissing = 22,
    ClockSkew = 23,
    Deadline = 24,
    DiskFull = 25,
    PermissionDenied = 26,

    ObjectCorrupt = 30,
    ObjectDiffers = 31,
    DecryptionFailed = 32,
    FormatUnsupported = 33,

    ArchiveOwnedByAnother = 40,
    ArchiveNotClaimed = 41,

    ServerUnreachable = 50,
    ServerMismatch = 51,
    BackupAborted = 52,
    PageCorrupt = 53,
    WalMissing = 54,

    BackupMissing = 60,
    TargetNotEmpty = 61,
    TargetUnreachable = 62,
    BackupProtected = 63,

    BootRefused = 70,
    CheckFailed = 71,

    /// <summary>wal-fetch: the store itself says that the object is not there.</summary>
    WalAbsent = 74,

    /// <summary>wal-fetch under standby.signal: could not find out; PostgreSQL polls again.</summary>
    WalUnknown = 75,
}
