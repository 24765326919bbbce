using System.CommandLine;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Commands.Progress;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands.Backups;

/// <summary>backup-fetch: restores a backup into an empty directory.</summary>
internal static class BackupFetchCommand
{
    public static Command Create(CommandHost host)
    {
        var flags = new FetchFlags();
        var verb = new Verb(
            "backup-fetch", "Restores a backup into an empty directory; run again after an interruption, it goes on.",
            "archiver backup-fetch /var/lib/postgresql/17/data LATEST");
        flags.AddTo(verb);
        host.Handle(verb, async context =>
        {
            var options = flags.Read(context);
            foreach (var notice in context.SettingNotices) context.Output.Notes.WriteLine($"WARNING: {notice}");
            await using var archive = context.OpenArchive(policy => policy with
            {
                Attempts = 1 + context.Settings.Integer("WALG_DOWNLOAD_FILE_RETRIES", policy.Attempts - 1, 0, 1000),
            });
            using var progress = context.Progress();
            var result = await new BackupFetch(archive, progress).RunAsync(options, context.Cancellation);
            progress.Dispose();
            context.Output.Notes.WriteLine(
                $"restored {result.Backup} ({result.Chain.Count} backup(s), {ProgressText.Bytes(result.Bytes)} "
                    + $"read) into "
                + $"'{options.TargetDirectory}'; write recovery.signal or standby.signal before the start");
        });
        return verb;
    }

    private sealed class FetchFlags
    {
        private readonly Argument<string> _directory =
            new("destination_directory") { Description = "empty, or not there yet" };
        private readonly Argument<string?> _name = new("backup_name")
        {
            Description = "a name of backup-list, or LATEST", Arity = ArgumentArity.ZeroOrOne,
        };

        private readonly Option<string> _mask =
            new("--mask") { Description = "only members that match, like base/1/*" };
        private readonly Option<string[]> _only = new("--restore-only")
        {
            Description = "databases and tables: db, db/table, db/schema.table", AllowMultipleArgumentsPerToken = true,
        };

        private readonly Option<string> _spec =
            new("--restore-spec") { Description = "file with other places for tablespaces" };
        private readonly Option<bool> _reverse = new("--reverse-unpack")
        {
            Description = "newest delta first: each page is written once; an interrupted run begins anew",
        };

        private readonly Option<bool> _skip = new("--skip-redundant-tars")
        {
            Description = "with --reverse-unpack: tars of which nothing is needed any more are not read",
        };

        private readonly Option<string> _userData =
            new("--target-user-data") { Description = "choose the backup by its user data" };
        private readonly Option<string> _storage = UnsupportedOptions.TargetStorage();

        public void AddTo(Command verb)
        {
            verb.Add(_directory);
            verb.Add(_name);
            foreach (var option in (Option[])[_mask, _only, _spec, _reverse, _skip, _userData, _storage])
                verb.Add(option);
        }

        public RestoreOptions Read(CommandContext context)
        {
            var (arguments, settings) = (context.Arguments, context.Settings);
            UnsupportedOptions.Refuse(arguments, _storage);
            var name = arguments.GetValue(_name);
            var userData = arguments.GetValue(_userData)
                ?? (name is null ? settings["WALG_FETCH_TARGET_USER_DATA"] : null);
            return new RestoreOptions
            {
                TargetDirectory = arguments.GetRequiredValue(_directory),
                Name = name,
                TargetUserData = userData is null ? null : UserDataText.Parse("--target-user-data", userData),
                Mask = arguments.GetValue(_mask),
                Only = [.. (arguments.GetValue(_only) ?? []).SelectMany(
                    text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                Tablespaces = arguments.GetValue(_spec) is { } file ? Spec(file) : null,
                IsReverse = arguments.GetValue(_reverse) || settings.Flag("WALG_USE_REVERSE_UNPACK"),
                SkipRedundant = arguments.GetValue(_skip) || settings.Flag("WALG_SKIP_REDUNDANT_TARS"),
                Concurrency =
                    settings.Integer("WALG_DOWNLOAD_CONCURRENCY", Math.Max(2, Environment.ProcessorCount), 1, 64),
                Durable = !settings.Flag("WALG_TAR_DISABLE_FSYNC"),
            };
        }

        private static TablespaceSpec Spec(string file)
        {
            try
            {
                return DocumentJson.Read(file, File.ReadAllBytes(file), DocumentsContext.Default.TablespaceSpec);
            }
            catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
            {
                throw new ArchiverException(
                    FailureCode.Usage, $"restore specification '{file}' is not there", "give the path of a JSON file.",
                    error);
            }
        }
    }
}
