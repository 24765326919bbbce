using System.CommandLine;
using Postern.Archiver.Archiving.BackupDocuments;

namespace Postern.Archiver.Commands.Backups;

/// <summary>backup-list: every backup that has a sentinel.</summary>
internal static class BackupListCommand
{
    public static Command Create(CommandHost host)
    {
        var detail = new Option<bool>("--detail") { Description = "times, positions, permanence" };
        var json = new Option<bool>("--json") { Description = "for programs" };
        var pretty = new Option<bool>("--pretty") { Description = "a framed table, or indented JSON" };
        var storage = UnsupportedOptions.TargetStorage();
        var verb =
            new Verb("backup-list", "Lists the backups of the archive.", "archiver backup-list --detail --pretty")
        {
            detail, json, pretty, storage,
        };
        host.Handle(verb, async context =>
        {
            UnsupportedOptions.Refuse(context.Arguments, storage);
            var withDetail = context.Arguments.GetValue(detail);
            var isPretty = context.Arguments.GetValue(pretty);
            await using var archive = context.OpenArchive();
            var found = await new BackupCatalogue(archive).ListAsync(context.Cancellation);
            var backups = BackupListing.Order(found, withDetail);
            if (context.Arguments.GetValue(json))
                context.Output.Answer.Write(BackupListing.Json(backups, withDetail, isPretty) + "\n");
            else if (backups.Count == 0) context.Output.Notes.WriteLine("no backups found");
            else BackupListing.WriteTable(context.Output.Answer, backups, withDetail, isPretty);
        });
        return verb;
    }
}
