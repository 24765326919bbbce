using System.CommandLine;
using Postern.Archiver.Archiving.BackupDocuments;

namespace Postern.Archiver.Commands.Backups;

/// <summary>backup-mark: permanent, or ordinary again.</summary>
internal static class BackupMarkCommand
{
    public static Command Create(CommandHost host)
    {
        var name = new Argument<string>("backup_name") { Description = "a name of backup-list" };
        var impermanent = new Option<bool>("--impermanent", "-i") { Description = "make it ordinary again" };
        var verb = new Verb(
            "backup-mark", "Makes a backup, and what it is built on, permanent: delete leaves it alone.",
            "archiver backup-mark base_000000010000000000000003") { name, impermanent };
        host.Handle(verb, async context =>
        {
            var backup = context.Arguments.GetRequiredValue(name);
            await using var archive = context.OpenArchive();
            var mark = new BackupMark(archive);
            var output = context.Output.Answer;
            if (context.Arguments.GetValue(impermanent))
            {
                var changed = await mark.MarkImpermanentAsync(backup, context.Cancellation);
                output.WriteLine(changed ? $"{backup} is no longer permanent" : $"{backup} was not permanent");
                return;
            }
            var marked = await mark.MarkPermanentAsync(backup, context.Cancellation);
            if (marked.Count == 0) output.WriteLine($"{backup} was permanent");
            foreach (var one in marked) output.WriteLine($"{one} is permanent");
        });
        return verb;
    }
}
