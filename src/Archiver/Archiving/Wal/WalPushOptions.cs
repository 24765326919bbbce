using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>How wal-push works. The deadline is for everything it does: a fast stop of the server waits for it without
/// limit.</summary>
public sealed record WalPushOptions(
    int UploadConcurrency, int TakenAlongLimit, TimeSpan Deadline, WalMetadataMode Metadata)
{
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(50);

    /// <exception cref="ArchiverException">SettingInvalid, also for PG_READY_RENAME.</exception>
    public static WalPushOptions Read(ArchiverSettings settings)
    {
        if (settings.Flag("PG_READY_RENAME"))
            throw new ArchiverException(
                FailureCode.SettingInvalid, "setting 'PG_READY_RENAME' is not supported",
                "remove it: only PostgreSQL's archiver may rename its status files, or a crash hides a lost one.");
        return new WalPushOptions(
            settings.Integer("WALG_UPLOAD_CONCURRENCY", 16, 0, 1000),
            settings.Integer("TOTAL_BG_UPLOADED_LIMIT", 32, 0, 100_000),
            ReadDeadline(settings), WalMetadataModes.Read(settings));
    }

    internal static TimeSpan ReadDeadline(ArchiverSettings settings) =>
        TimeSpan.FromSeconds(settings.Integer("POSTERN_DEADLINE", (int)DefaultDeadline.TotalSeconds, 1, 3600));
}
