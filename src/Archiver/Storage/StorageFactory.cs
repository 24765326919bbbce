using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Postern.Archiver.Storage.Decorators;
using Postern.Archiver.Storage.Local;
using Postern.Archiver.Storage.S3;

namespace Postern.Archiver.Storage;

/// <summary>
/// The storage that the settings name, with its decorators: retries around throttling around the store itself.
/// </summary>
public static class StorageFactory
{
    private const string FileHost = "file://localhost";

    // WAL-G's order (internal/storage_adapter.go): the first prefix that is set is the storage.
    private static readonly string[] Unsupported = ["OSS", "GS", "AZ", "SWIFT", "SSH"];

    /// <summary>
    /// Nothing is asked of the store yet. Retries by default as S3_MAX_RETRIES and its companions say.
    /// </summary>
    /// <param name="settings">
    /// WALG_S3_PREFIX or WALG_FILE_PREFIX (also as WALE_...), WALG_STORAGE_PREFIX, and S3's.
    /// </param>
    /// <param name="time">For deadlines, delays and the names of temporaries.</param>
    /// <param name="retry">Another policy: a deadline for everything, say.</param>
    /// <param name="limitRate">Whether WALG_NETWORK_RATE_LIMIT counts; in WAL-G it does for backups only.</param>
    /// <exception cref="ArchiverException">SettingMissing or SettingInvalid.</exception>
    public static IStorage Open(
        ArchiverSettings settings, TimeProvider time, RetryPolicy? retry = null, bool limitRate = false)
    {
        RefuseFailover(settings);
        var storage = OpenStore(settings, time);
        if (limitRate && settings["WALG_NETWORK_RATE_LIMIT"] is not null)
        {
            var bytesPerSecond = settings.Integer("WALG_NETWORK_RATE_LIMIT", int.MaxValue, 1, int.MaxValue);
            storage = new ThrottledStorage(storage, new RateLimiter(bytesPerSecond, time));
        }
        return new RetryingStorage(storage, retry ?? PolicyOf(settings), time);
    }

    /// <summary>
    /// S3_MAX_RETRIES, S3_MIN_THROTTLING_RETRY_DELAY and S3_MAX_THROTTLING_RETRY_DELAY (milliseconds) as a policy.
    /// </summary>
    public static RetryPolicy PolicyOf(ArchiverSettings settings)
    {
        var s3 = new S3Settings(settings);
        var policy = new RetryPolicy();
        return policy with
        {
            Attempts = 1 + s3.Integer("S3_MAX_RETRIES", policy.Attempts - 1, 0, 1000),
            ResumeAttempts = s3.Has("S3_RANGE_MAX_RETRIES")
                ? 1 + s3.Integer("S3_RANGE_MAX_RETRIES", 0, 0, 1000)
                : null,
            FirstDelay = TimeSpan.FromMilliseconds(s3.Integer(
                "S3_MIN_THROTTLING_RETRY_DELAY", (int)policy.FirstDelay.TotalMilliseconds, 1, 3_600_000)),
            LongestDelay = TimeSpan.FromMilliseconds(s3.Integer(
                "S3_MAX_THROTTLING_RETRY_DELAY", (int)policy.LongestDelay.TotalMilliseconds, 1, 3_600_000)),
        };
    }

    private static IStorage OpenStore(ArchiverSettings settings, TimeProvider time)
    {
        var folder = settings["WALG_STORAGE_PREFIX"]?.Trim('/');
        foreach (var kind in Unsupported.Take(1)) Refuse(settings, kind);
        if (Prefix(settings, "S3") is { } bucket)
            return new S3Storage(new S3Settings(settings).Read(bucket, folder), time);
        if (Prefix(settings, "FILE") is { } path)
        {
            if (path.StartsWith(FileHost, StringComparison.Ordinal)) path = path[FileHost.Length..];
            if (!Path.IsPathRooted(path))
            {
                throw new ArchiverException(
                    FailureCode.SettingInvalid, $"setting 'WALG_FILE_PREFIX' is '{path}'", "give an absolute path.");
            }
            var directory = new DirectoryStorage(path, time);
            return string.IsNullOrEmpty(folder) ? directory : new PrefixedStorage(directory, folder);
        }
        foreach (var kind in Unsupported) Refuse(settings, kind);
        throw new ArchiverException(
            FailureCode.SettingMissing, "no storage is configured",
            "set WALG_S3_PREFIX (s3://bucket/path) or WALG_FILE_PREFIX (a folder) in archiver.json.");
    }

    /// <summary>A second storage that never gets anything would be found out when the first one is gone.</summary>
    private static void RefuseFailover(ArchiverSettings settings)
    {
        var name = settings["WALG_FAILOVER_STORAGES"] is not null ? "WALG_FAILOVER_STORAGES"
            : settings["WALG_TARGET_STORAGE"] is not (null or "default") ? "WALG_TARGET_STORAGE" : null;
        if (name is null) return;
        throw new ArchiverException(
            FailureCode.SettingInvalid, $"setting '{name}' is set: fail-over storages are not supported",
            "remove it, and keep a second archive with `archiver copy`.");
    }

    private static string? Prefix(ArchiverSettings settings, string kind) =>
        settings[$"WALG_{kind}_PREFIX"] ?? settings[$"WALE_{kind}_PREFIX"];

    private static void Refuse(ArchiverSettings settings, string kind)
    {
        if (Prefix(settings, kind) is null) return;
        throw new ArchiverException(
            FailureCode.SettingInvalid, $"storage 'WALG_{kind}_PREFIX' is not supported",
            "use WALG_S3_PREFIX (any S3-compatible store) or WALG_FILE_PREFIX.");
    }
}
