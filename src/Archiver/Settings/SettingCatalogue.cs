namespace Postern.Archiver.Settings;

/// <summary>
/// Every setting that is understood, by WAL-G's names and PostgreSQL's; Postern's own begin with POSTERN_. Settings of
/// WAL-G that only name what Postern does not do are here too, so that they are refused by name and not overlooked.
/// </summary>
public static class SettingCatalogue
{
    // "name|meaning", with "!" before a secret's name, "$" before a storage's (both: "!$"), and "~" before one that
    // changes nothing; "~name=value" where that value is what happens in any case.
    private static readonly string[] Lines =
    [
        "$WALG_S3_PREFIX|s3://bucket/path of the archive",
        "$WALG_FILE_PREFIX|directory of the archive",
        "$WALG_GS_PREFIX|Google storage: not supported",
        "$WALG_AZ_PREFIX|Azure storage: not supported",
        "$WALG_SWIFT_PREFIX|Swift's own protocol: not supported, use its S3 one",
        "$WALG_SSH_PREFIX|SSH storage: not supported",
        "$WALG_OSS_PREFIX|OSS storage: not supported, use its S3 protocol",
        "WALG_STORAGE_PREFIX|a further folder below the prefix",
        "WALG_TARGET_STORAGE|only default: there are no fail-over storages",
        "WALG_FAILOVER_STORAGES|fail-over storages: not supported",
        "WALG_CONFIG_PATH|the settings file",
        "WALG_COMPRESSION_METHOD|lz4 (default), zstd, brotli or none",
        "WALG_ZSTD_LEVEL|fastest, default, better or best",
        "WALG_UPLOAD_CONCURRENCY|WAL uploads at a time (16); where it is set, also parts of one S3 object",
        "WALG_UPLOAD_DISK_CONCURRENCY|tars filled at a time (1)",
        "~WALG_UPLOAD_QUEUE|a tar is uploaded while it is filled: none waits",
        "WALG_DOWNLOAD_CONCURRENCY|downloads at a time and WAL segments fetched ahead (10)",
        "WALG_DOWNLOAD_FILE_RETRIES|tries per object of a restore (15)",
        "TOTAL_BG_UPLOADED_LIMIT|ready segments that one wal-push takes along (32)",
        "PG_READY_RENAME|refused: only PostgreSQL's archiver may rename its status files",
        "~WALG_PREVENT_WAL_OVERWRITE=true|always on: nothing is ever overwritten",
        "WALG_UPLOAD_WAL_METADATA|NOMETADATA (default), INDIVIDUAL or BULK",
        "~WALG_USE_WAL_DELTA=false|WAL-G's delta files: not written; deltas come from page LSNs or WAL summaries",
        "~WALG_FORCE_WAL_DELTA=false|as WALG_USE_WAL_DELTA",
        "WALG_PREFETCH_DIR|where wal-fetch keeps segments fetched ahead",
        "WALG_DELTA_MAX_STEPS|deltas in a row before a full backup (0: none)",
        "WALG_DELTA_ORIGIN|LATEST (default) or LATEST_FULL",
        "WALG_DELTA_FROM_NAME|the delta's parent by name",
        "WALG_DELTA_FROM_USER_DATA|the delta's parent by user data",
        "WALG_TAR_SIZE_THRESHOLD|bytes per tar (1073741823)",
        "WALG_TAR_DISABLE_FSYNC|restore without fsync (false)",
        "~WALG_USE_RATING_COMPOSER=false|tars are filled in path order, not by how often files change",
        "~WALG_USE_COPY_COMPOSER=false|the backup is full, as WAL-G's, but its tars are made anew and not copied",
        "WALG_USE_DATABASE_COMPOSER|one database per tar",
        "WALG_WITHOUT_FILES_METADATA|no files_metadata.json (full backups only)",
        "WALG_DISABLE_PARTIAL_RESTORE|leave database names out of the metadata",
        "~WALG_VERIFY_PAGE_CHECKSUMS=true|always on where the cluster has checksums",
        "WALG_STORE_ALL_CORRUPT_BLOCKS|list every corrupt block, not only the first ten",
        "WALG_USE_REVERSE_UNPACK|restore the newest delta first, so that each page is written once",
        "WALG_SKIP_REDUNDANT_TARS|with reverse unpack, do not read tars of which nothing is needed any more",
        "WALG_SENTINEL_USER_DATA|JSON kept with a backup",
        "WALG_FETCH_TARGET_USER_DATA|choose the backup by its user data",
        "WALG_DISK_RATE_LIMIT|bytes a second read from disk",
        "WALG_NETWORK_RATE_LIMIT|bytes a second to and from the storage",
        "WALG_PG_WAL_SIZE|MiB per WAL segment; read from the data where there is any",
        "~WALG_PG_WAL_PAGE_SIZE=8192|read from the data",
        "~WALG_PG_BLOCK_SIZE=8192|read from the data",
        "WALG_ALIVE_CHECK_INTERVAL|how often a backup checks its connection (1m)",
        "WALG_STOP_BACKUP_TIMEOUT|longest wait for pg_backup_stop",
        "WALG_SLOTNAME|replication slot of wal-receive (walg)",
        "WALG_INTEGRITY_MAX_DELAYED_WALS|newest segments that may still be missing (0)",
        "~WALG_DIRECT_IO=false|direct reads were measured and gave nothing",
        "~WALG_DIRECT_IO_BLOCK_COUNT|as WALG_DIRECT_IO",
        "WALG_LOG_LEVEL|NORMAL, ERROR or DEVEL (adds the causes of a failure)",
        "~WALG_LOG_DESTINATION=stderr|messages go to standard error",
        "~WALG_STATSD_ADDRESS|not supported: the agent has a metrics page",
        "~WALG_STATSD_EXTRA_TAGS|as WALG_STATSD_ADDRESS",
        "~WALG_SERIALIZER_TYPE|retired by WAL-G",
        "!WALG_LIBSODIUM_KEY|key of 32 bytes, see the transform",
        "WALG_LIBSODIUM_KEY_PATH|file that holds it",
        "WALG_LIBSODIUM_KEY_TRANSFORM|none (default), hex or base64",
        "!WALG_PGP_KEY|armored OpenPGP key",
        "WALG_PGP_KEY_PATH|file that holds it",
        "!WALG_PGP_KEY_PASSPHRASE|what unlocks it",
        "WALG_GPG_KEY_ID|legacy key of a gpg key ring: not supported",
        "WALG_CSE_KMS_ID|AWS KMS: not supported",
        "~WALG_CSE_KMS_REGION|AWS KMS: not supported",
        "YC_CSE_KMS_KEY_ID|Yandex KMS: not supported",
        "WALG_ENVELOPE_PGP_KEY|envelope encryption: not supported",
        "WALG_ENVELOPE_PGP_YC_CSE_KMS_KEY_ID|envelope encryption: not supported",
        "WALG_ENVELOPE_PGP_KEY_PATH|envelope encryption: not supported",
        "!$AWS_ACCESS_KEY_ID|access key",
        "!$AWS_SECRET_ACCESS_KEY|its secret",
        "!$AWS_SESSION_TOKEN|token of a temporary key",
        "$AWS_REGION|region of the bucket",
        "$AWS_ENDPOINT|address of an S3-compatible store",
        "$AWS_S3_FORCE_PATH_STYLE|bucket in the path, not in the host name",
        "$AWS_DUAL_STACK|IPv6 endpoints",
        "$AWS_ROLE_ARN|role to assume: refused",
        "~$AWS_ROLE_SESSION_NAME|roles are not assumed",
        "$S3_CA_CERT_FILE|certificates of the store's authority",
        "$S3_STORAGE_CLASS|storage class of every upload",
        "$S3_SSE|server-side encryption",
        "$S3_SSE_KMS_ID|its KMS key",
        "!$S3_SSE_C|a customer's key",
        "$S3_MAX_PART_SIZE|bytes per part (20971520)",
        "$S3_MAX_RETRIES|tries per request (15)",
        "$S3_MIN_THROTTLING_RETRY_DELAY|milliseconds",
        "$S3_MAX_THROTTLING_RETRY_DELAY|milliseconds",
        "$S3_USE_LIST_OBJECTS_V1|old listing protocol",
        "~$S3_RANGE_BATCH_ENABLED=true|a cut download is always resumed where it broke off",
        "$S3_RANGE_MAX_RETRIES|tries to go on with a cut download (as S3_MAX_RETRIES)",
        "$S3_RETENTION_PERIOD|seconds of object lock",
        "$S3_RETENTION_MODE|GOVERNANCE or COMPLIANCE",
        "~$S3_SKIP_VALIDATION=true|the bucket is not tried beforehand: the first request tells",
        "~$S3_ENABLE_VERSIONING=disabled|deletes leave older versions: give the bucket a lifecycle rule",
        "$S3_DELETE_BATCH_SIZE|names per delete request (1000)",
        "$S3_ENDPOINT_SOURCE|refused",
        "~$S3_ENDPOINT_PORT|belongs to S3_ENDPOINT_SOURCE; write the port into AWS_ENDPOINT",
        "!$S3_REQUEST_ADDITIONAL_HEADERS|headers of every request, as lines NAME: VALUE or a JSON object",
        "~$S3_DISABLE_100_CONTINUE=true|never waited for",
        "~$S3_LOG_LEVEL|see WALG_LOG_LEVEL",
        "PGHOST|server's host or socket directory",
        "PGPORT|server's port",
        "PGUSER|role",
        "!PGPASSWORD|its password",
        "PGPASSFILE|file of passwords",
        "PGDATABASE|database",
        "PGSSLMODE|TLS mode",
        "PGSSLKEY|client's key",
        "PGSSLCERT|client's certificate",
        "PGSSLROOTCERT|authority's certificate",
        "PGAPPNAME|application_name (archiver)",
        "PGDATA|data directory",
        "POSTERN_CLAIM_FILE|the claim of this cluster (<PGDATA>/../postern/claim)",
        "POSTERN_PROGRESS|lines: never a bar; none: nothing",
        "POSTERN_DEADLINE|seconds that wal-push and wal-fetch may take (50)",
        "HOME|where .walg.json is looked for",
        "PATH|where the parts of PostgreSQL are found",
    ];

    // Names that WAL-G takes for the same thing.
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.Ordinal)
    {
        ["AWS_ACCESS_KEY"] = "AWS_ACCESS_KEY_ID",
        ["AWS_SECRET_KEY"] = "AWS_SECRET_ACCESS_KEY",
        ["UPLOAD_CONCURRENCY"] = "WALG_UPLOAD_CONCURRENCY",
        ["S3_PREFIX"] = "WALG_S3_PREFIX",
        ["FILE_PREFIX"] = "WALG_FILE_PREFIX",
        ["GPG_KEY_ID"] = "WALG_GPG_KEY_ID",
    };

    private static readonly Dictionary<string, KnownSetting> ByName =
        Lines.Select(Read).ToDictionary(setting => setting.Name, StringComparer.Ordinal);

    public static IEnumerable<KnownSetting> All => ByName.Values;

    /// <summary>The setting that a name of the environment or of a file means, whichever of WAL-G's spellings it is;
    /// null when unknown.</summary>
    public static KnownSetting? Find(string name)
    {
        if (Exact(name) is { } exact) return exact;
        if (!name.StartsWith("WALG_", StringComparison.Ordinal) && !name.StartsWith("WALE_", StringComparison.Ordinal))
            return null;
        var bare = Exact(name[5..]) ?? Exact("WALG_" + name[5..]);
        return bare is { IsStorage: true } ? bare : null;
    }

    /// <summary>The setting that a dashed flag means, or null.</summary>
    public static KnownSetting? FindFlag(string flag) =>
        flag.StartsWith("--", StringComparison.Ordinal)
            ? Find(flag[2..].Replace('-', '_').ToUpperInvariant())
            : null;

    private static KnownSetting? Exact(string name) =>
        ByName.GetValueOrDefault(Synonyms.GetValueOrDefault(name, name));

    private static KnownSetting Read(string line)
    {
        var bar = line.IndexOf('|', StringComparison.Ordinal);
        var left = line[..bar].TrimStart('!', '$', '~');
        var marks = line[..(bar - left.Length)];
        var equals = left.IndexOf('=', StringComparison.Ordinal);
        return new KnownSetting(
            equals < 0 ? left : left[..equals], line[(bar + 1)..], marks.Contains('!'), marks.Contains('$'))
        {
            IsIdle = marks.Contains('~'),
            IdleValue = equals < 0 ? null : left[(equals + 1)..],
        };
    }
}
