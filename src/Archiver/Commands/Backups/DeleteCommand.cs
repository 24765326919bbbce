using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Retention;
using Postern.Archiver.Commands.Progress;
using Postern.Archiver.Core.Retention;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Commands.Backups;

/// <summary>delete: shows what would go, with reasons and sizes; --confirm does it.</summary>
internal static class DeleteCommand
{
    private static readonly Option<bool> Confirm =
        new("--confirm") { Description = "delete; without it the plan is only shown", Recursive = true };
    private static readonly Option<bool> StartTime = new("--use-sentinel-time")
    {
        Description = "order by the recorded start instead of the end", Recursive = true,
    };

    public static Command Create(CommandHost host)
    {
        var verb = new Verb(
            "delete",
            "Deletes old backups and the WAL that nothing needs any more. Shows the plan; --confirm carries it out.",
            "archiver delete retain FULL 4\narchiver delete before FIND_FULL 2026-11-01T00:00:00Z --confirm")
        {
            Confirm, StartTime,
        };
        verb.Add(Retain(host));
        verb.Add(Before(host));
        verb.Add(Target(host));
        verb.Add(Everything(host));
        verb.Add(Garbage(host));
        return verb;
    }

    private static Verb Retain(CommandHost host)
    {
        var words = Words("[FULL|FIND_FULL] backup_count");
        var after =
            new Option<string>("--after", "-a") { Description = "keep everything since this time or backup, too" };
        var verb = new Verb("retain", "Keeps the newest backups.",
            "archiver delete retain FULL 4 --after 2026-11-01T00:00:00Z") { words, after };
        host.Handle(verb, context =>
        {
            var (modifier, text) = Split(context.Arguments.GetValue(words)!, "backup_count");
            if (!int.TryParse(text, out var count))
                throw new ArchiverException(
                    FailureCode.Usage, $"'{text}' is no number of backups", "give a number from 1 on.");
            return RunAsync(context, _ => Task.FromResult<RetentionRequest>(
                new RetainRequest(count, modifier, context.Arguments.GetValue(after))));
        });
        return verb;
    }

    private static Verb Before(CommandHost host)
    {
        var words = Words("[FIND_FULL] backup_name or RFC 3339 time");
        var verb = new Verb(
            "before", "Deletes what is older.", "archiver delete before base_000000010000000000000018") { words };
        host.Handle(verb, context =>
        {
            var (modifier, text) = Split(context.Arguments.GetValue(words)!, "backup_name or time");
            return RunAsync(context, _ => Task.FromResult<RetentionRequest>(new BeforeRequest(text, modifier)));
        });
        return verb;
    }

    private static Verb Target(CommandHost host)
    {
        var words = Words("[FIND_FULL] backup_name");
        words.Arity = ArgumentArity.ZeroOrMore;
        var userData = new Option<string>("--target-user-data") { Description = "choose the backup by its user data" };
        var verb = new Verb("target", "Deletes one backup and the deltas on it.", "archiver delete target LATEST") {
            words, userData };
        host.Handle(verb, context => RunAsync(context, async archive =>
        {
            string[] given = context.Arguments.GetValue(words) ?? [];
            if (context.Arguments.GetValue(userData) is not { } text)
            {
                var (named, name) = Split(given, "backup_name");
                return new TargetRequest(name, named);
            }
            var (modifier, _) = Split([.. given, ""], "backup_name");
            var backups = await new BackupCatalogue(archive).ListAsync(context.Cancellation);
            var entry = BackupChoice.ByUserData(backups, UserDataText.Parse("--target-user-data", text));
            return new TargetRequest(entry.Record.Name, modifier);
        }));
        return verb;
    }

    private static Verb Everything(CommandHost host)
    {
        var force =
            new Argument<string?>("FORCE") { Description = "permanent backups, too", Arity = ArgumentArity.ZeroOrOne };
        force.AcceptOnlyFromAmong("FORCE");
        var verb = new Verb(
            "everything", "Deletes every backup and all WAL.", "archiver delete everything FORCE --confirm") { force };
        host.Handle(verb, context => RunAsync(context, _ => Task.FromResult<RetentionRequest>(
            new EverythingRequest(context.Arguments.GetValue(force) is not null))));
        return verb;
    }

    private static Verb Garbage(CommandHost host)
    {
        var scope =
            new Argument<string?>("scope") { Description = "ARCHIVES or BACKUPS", Arity = ArgumentArity.ZeroOrOne };
        scope.AcceptOnlyFromAmong("ARCHIVES", "BACKUPS");
        var unchecking =
            new Option<bool>("--without-backup-check") { Description = "also when there is no ordinary backup" };
        var verb = new Verb(
            "garbage", "Deletes what is older than the oldest backup, and leftovers.",
            "archiver delete garbage ARCHIVES --confirm")
        {
            scope, unchecking,
        };
        host.Handle(verb, context => RunAsync(context, _ => Task.FromResult<RetentionRequest>(new GarbageRequest(
            context.Arguments.GetValue(scope) switch
            {
                "ARCHIVES" => GarbageScope.Archives,
                "BACKUPS" => GarbageScope.Backups,
                _ => GarbageScope.All,
            }, context.Arguments.GetValue(unchecking)))));
        return verb;
    }

    private static async Task RunAsync(CommandContext context, Func<Archive, Task<RetentionRequest>> read)
    {
        await using var archive = context.OpenArchive();
        var run = new RetentionRun(archive, context.Time);
        var request = await read(archive) with { ByStartTime = context.Arguments.GetValue(StartTime) };
        var plan = await run.PlanAsync(request, context.Cancellation);
        RetentionPlanText.Write(context.Output.Answer, plan);
        if (plan.Deletions.Count == 0) return;
        if (!context.Arguments.GetValue(Confirm))
        {
            context.Output.Notes.WriteLine("nothing was deleted; give --confirm to carry the plan out");
            return;
        }
        using var progress = context.Progress();
        await run.ApplyAsync(plan, progress, context.Cancellation);
        progress.Dispose();
        context.Output.Notes.WriteLine($"deleted {plan.Deletions.Count} objects, {ProgressText.Bytes(plan.Bytes)}");
    }

    private static Argument<string[]> Words(string description) =>
        new("arguments") { Description = description, Arity = ArgumentArity.OneOrMore };

    private static (FullModifier Modifier, string Text) Split(string[] words, string expected) => words switch
    {
        ["FULL", var text] => (FullModifier.Full, text),
        ["FIND_FULL", var text] => (FullModifier.FindFull, text),
        [var text] => (FullModifier.None, text),
        _ => throw new ArchiverException(
            FailureCode.Usage, $"'{string.Join(' ', words)}' is not [FULL|FIND_FULL] {expected}",
            "see `archiver delete --help`."),
    };
}
