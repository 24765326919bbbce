using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands.Wal;

/// <summary>wal-prefetch: what wal-fetch starts, detached and without inherited descriptors.</summary>
internal static class WalPrefetchCommand
{
    public const string Name = "wal-prefetch";

    public static Command Create(CommandHost host)
    {
        var file = new Argument<string>("wal_name") { Description = "the segment that was just delivered" };
        var destination = new Argument<string>("destination_filename")
        {
            Description = "taken for WAL-G's sake; the folder is WALG_PREFETCH_DIR or beside the data directory",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var verb = new Verb(
            Name, "Fetches the segments after one ahead; wal-fetch starts it by itself.",
            "archiver wal-prefetch 000000010000000000000007") { file, destination };
        host.Handle(verb, async context =>
        {
            if (!WalSegmentName.TryParse(context.Arguments.GetRequiredValue(file), out var segment)) return;
            var settings = context.Settings;
            var data = DataDirectory.Find(settings, Environment.CurrentDirectory) ?? throw new ArchiverException(
                FailureCode.ServerMismatch, "no data directory is known", "run in the data directory, or set PGDATA.");
            var control = data.ReadControl();
            await using var archive = context.OpenArchive();
            if (PrefetchFolder.Locate(settings, data, control, archive.Storage.Location) is not { } folder) return;
            var depth = settings.Integer("WALG_DOWNLOAD_CONCURRENCY", 10, 1, 1000);
            await new WalPrefetch(archive, control, folder, depth).RunAsync(segment, context.Cancellation);
        });
        return verb;
    }
}
