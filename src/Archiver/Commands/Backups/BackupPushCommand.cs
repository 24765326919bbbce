using System.CommandLine;
using System.Text.Json;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupPush;
using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Commands.Progress;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Failures;
using Postern.Archiver.Postgres;
using Postern.Archiver.Settings;
using Postern.Archiver.Storage.Decorators;

namespace Postern.Archiver.Commands.Backups;

/// <summary>backup-push: a full or delta base backup.</summary>
internal static class BackupPushCommand
{
    public static Command Create(CommandHost host)
    {
        var options = new PushFlags();
        var verb = new Verb(
            "backup-push", "Makes a base backup of the connected server.",
            "archiver backup-push /var/lib/postgresql/17/data\narchiver backup-push --full --permanent "
                + "--add-user-data '{\"why\":\"release 4\"}'");
        options.AddTo(verb);
        host.Handle(verb, async context =>
        {
            var push = options.Read(context);
            foreach (var notice in context.SettingNotices.Concat(options.Idle(context)))
                context.Output.Notes.WriteLine($"WARNING: {notice}");
            await using var archive = context.OpenArchive();
            using var progress = context.Progress();
            var interval = GoDuration.Read(context.Settings, "WALG_ALIVE_CHECK_INTERVAL", TimeSpan.FromMinutes(1));
            await using var server = await BackupServer.OpenAsync(
                context.Settings, interval, context.Time, context.Cancellation);
            var claim = ClaimFile.Locate(context.Settings, new DataDirectory(push.DataDirectory));
            var ownership = new ArchiveOwnership(archive, claim, context.Time, ArchiveOwnership.RandomClaim);
            var result = await new BackupRun(archive, server, progress, context.Time).RunAsync(
                push with { RequireClaim = ownership.RequireAsync }, context.Cancellation);
            progress.Dispose();
            context.Output.Notes.WriteLine(
                $"{result.Name}: {result.Files} files ({result.SkippedFiles} unchanged, {result.IncrementedFiles} "
                    + $"incremented), "
                + $"{ProgressText.Bytes(result.UncompressedBytes)} read into {ProgressText.Bytes(result.StoredBytes)}"
                + (result.CorruptBlocks > 0 ? $", {result.CorruptBlocks} CORRUPT blocks" : ""));
            context.Output.Answer.WriteLine(result.Name);
        });
        return verb;
    }

    private sealed class PushFlags
    {
        private readonly Argument<string?> _directory = new("db_directory")
        {
            Description = "the data directory; PGDATA when left out", Arity = ArgumentArity.ZeroOrOne,
        };

        private readonly Option<bool> _permanent = new("--permanent", "-p") { Description = "delete leaves it alone" };
        private readonly Option<bool> _full = new("--full", "-f") { Description = "no delta" };
        private readonly Option<bool> _verify =
            new("--verify", "-v") { Description = "accepted: pages are always verified" };
        private readonly Option<bool> _storeAll =
            new("--store-all-corrupt", "-s") { Description = "list every corrupt block" };
        private readonly Option<bool> _accept =
            new("--accept-corrupt") { Description = "record corrupt pages and go on" };
        private readonly Option<bool> _rating =
            new("--rating-composer", "-r") { Description = "changes nothing: tars are filled in path order" };
        private readonly Option<bool> _copy =
            new("--copy-composer", "-c") { Description = "a full backup; no tars are copied from earlier ones" };
        private readonly Option<bool> _database =
            new("--database-composer", "-b") { Description = "no tar holds files of two databases" };
        private readonly Option<string> _fromName = new("--delta-from-name") { Description = "the delta's parent" };
        private readonly Option<string> _fromData =
            new("--delta-from-user-data") { Description = "the delta's parent, by its user data" };
        private readonly Option<string> _userData =
            new("--add-user-data") { Description = "JSON kept with the backup" };
        private readonly Option<bool> _withoutFiles =
            new("--without-files-metadata") { Description = "full, and no list of files" };
        private readonly Option<string> _storage = UnsupportedOptions.TargetStorage();

        public void AddTo(Command verb)
        {
            verb.Add(_directory);
            foreach (var option in (Option[])
                [
                    _permanent, _full, _verify, _storeAll, _accept, _rating, _copy, _database, _fromName, _fromData,
                    _userData,
                    _withoutFiles, _storage,
                ])
                verb.Add(option);
        }

        public BackupPushOptions Read(CommandContext context)
        {
            var (arguments, settings) = (context.Arguments, context.Settings);
            UnsupportedOptions.Refuse(arguments, _storage);
            var withoutFiles = arguments.GetValue(_withoutFiles) || settings.Flag("WALG_WITHOUT_FILES_METADATA");
            var fromName = arguments.GetValue(_fromName) ?? settings["WALG_DELTA_FROM_NAME"];
            var fromData = arguments.GetValue(_fromData) ?? settings["WALG_DELTA_FROM_USER_DATA"];
            if (fromName is not null && fromData is not null)
                throw new ArchiverException(
                    FailureCode.Usage, "both --delta-from-name and --delta-from-user-data are given",
                    "give one of them.");
            var isFull = arguments.GetValue(_full) || arguments.GetValue(_copy)
                || settings.Flag("WALG_USE_COPY_COMPOSER") || withoutFiles;
            return new BackupPushOptions
            {
                DataDirectory = Path.GetFullPath(
                    arguments.GetValue(_directory) ?? settings["PGDATA"] ?? throw RemoteBackup()),
                Delta = new DeltaRequest(
                    settings.Integer("WALG_DELTA_MAX_STEPS", 0, 0, 10_000), Origin(settings), isFull,
                    arguments.GetValue(_permanent)),
                DeltaFromName = fromName,
                DeltaFromUserData = Json("--delta-from-user-data", fromData),
                UserData =
                    Json("--add-user-data", arguments.GetValue(_userData) ?? settings["WALG_SENTINEL_USER_DATA"]),
                AcceptCorrupt = arguments.GetValue(_accept),
                StoreAllCorrupt = arguments.GetValue(_storeAll) || settings.Flag("WALG_STORE_ALL_CORRUPT_BLOCKS"),
                WithoutFilesMetadata = withoutFiles,
                WithoutTableNames = settings.Flag("WALG_DISABLE_PARTIAL_RESTORE"),
                Concurrency =
                    settings.Integer("WALG_UPLOAD_DISK_CONCURRENCY", Math.Min(2, Environment.ProcessorCount), 1, 64),
                TarThresholdBytes = settings.Integer("WALG_TAR_SIZE_THRESHOLD", 1_073_741_823, 1 << 20, int.MaxValue),
                PartPerDatabase = arguments.GetValue(_database) || settings.Flag("WALG_USE_DATABASE_COMPOSER"),
                DiskLimit = settings["WALG_DISK_RATE_LIMIT"] is null
                    ? null
                    : new RateLimiter(
                        settings.Integer("WALG_DISK_RATE_LIMIT", int.MaxValue, 1, int.MaxValue), context.Time),
                WalDeadline = GoDuration.Read(settings, "WALG_STOP_BACKUP_TIMEOUT", TimeSpan.FromMinutes(30)),
            };
        }

        /// <summary>Flags of WAL-G that were given and change nothing.</summary>
        public IEnumerable<string> Idle(CommandContext context)
        {
            if (context.Arguments.GetValue(_rating))
                yield return "'--rating-composer' changes nothing: tars are filled in path order";
            if (context.Arguments.GetValue(_copy))
                yield return "'--copy-composer' makes a full backup; no tars are copied from earlier ones";
        }

        /// <summary>Without a directory WAL-G takes the backup through the replication protocol.</summary>
        private static ArchiverException RemoteBackup() => new(
            FailureCode.Usage,
            "no data directory is given, and backups through the replication protocol (BASE_BACKUP) are not supported",
            "give PGDATA, and run where its files are: in the server's container, in one beside it with the volume at "
                + "any path, or on the host.");

        private static DeltaOrigin Origin(ArchiverSettings settings) => settings["WALG_DELTA_ORIGIN"] switch
        {
            null or "LATEST" => DeltaOrigin.Latest,
            "LATEST_FULL" => DeltaOrigin.LatestFull,
            var other => throw new ArchiverException(
                FailureCode.SettingInvalid, $"setting 'WALG_DELTA_ORIGIN' is '{other}'", "give LATEST or LATEST_FULL."),
        };

        private static JsonElement? Json(string flag, string? text) =>
            text is null ? null : UserDataText.Parse(flag, text);
    }
}
