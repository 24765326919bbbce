using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Rewind;

namespace Postern.Archiver.Commands.Wal;

/// <summary>wal-restore: what pg_rewind needs of a failed primary's own WAL.</summary>
internal static class WalRestoreCommand
{
    public static Command Create(CommandHost host)
    {
        var target = new Argument<string>("target-pgdata")
        {
            Description = "the failed primary's data directory; its server is stopped",
        };
        var source = new Argument<string>("source-pgdata")
        {
            Description = "the promoted server's data directory",
        };
        var verb = new Verb(
            "wal-restore", "Fetches the WAL that a failed primary has removed and pg_rewind needs.",
            "archiver wal-restore /old/data /new/data\n"
            + "pg_rewind --target-pgdata=/old/data --source-pgdata=/new/data") { target, source };
        host.Handle(verb, async context =>
        {
            var failed = new DataDirectory(context.Arguments.GetRequiredValue(target));
            var promoted = new DataDirectory(context.Arguments.GetRequiredValue(source));
            await using var archive = context.OpenArchive();
            var concurrency = context.Settings.Integer("WALG_DOWNLOAD_CONCURRENCY", 10, 1, 1000);
            var outcome = await new RewindWal(archive, failed, promoted, concurrency).RunAsync(context.Cancellation);
            context.Output.Answer.WriteLine(Text(outcome, failed.Path));
        });
        return verb;
    }

    internal static string Text(RewindWalOutcome outcome, string target)
    {
        if (outcome.First is not { } first)
            return $"nothing to do: '{target}' has not left timeline {outcome.Fork.Timeline}"
                + (outcome.Fork.Position is { } end ? $" before {end}, where the other server did" : "");
        var fork = $"the servers parted at {outcome.Fork.Position} on timeline {outcome.Fork.Timeline}";
        return outcome.Fetched.Count == 0
            ? $"{fork}; everything from segment {first} on is in '{target}/pg_wal' already"
            : $"{fork}; fetched {outcome.Fetched.Count} segments, {outcome.Fetched[0]} to {outcome.Fetched[^1]}";
    }
}
