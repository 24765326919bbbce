using System.CommandLine;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Copy;
using Postern.Archiver.Commands.Progress;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Commands.Backups;

/// <summary>copy: backups and WAL from one archive to another, each named by a settings file of its own.</summary>
internal static class CopyCommand
{
    public static Command Create(CommandHost host)
    {
        var from = new Option<string>("--from", "-f") { Description = "settings file of the source", Required = true };
        var to = new Option<string>("--to", "-t") { Description = "settings file of the target", Required = true };
        var name = new Option<string>("--backup-name", "-b") {
            Description = "one backup with its chain, or LATEST; else everything" };
        var history = new Option<bool>("--with-history", "-w") { Description = "with all WAL since that backup" };
        var verb = new Verb(
            "copy", "Copies backups and WAL byte for byte to another archive.",
            "archiver copy --from here.json --to there.json --backup-name LATEST --with-history") {
                from, to, name, history };
        host.Handle(verb, async context =>
        {
            var arguments = context.Arguments;
            // The files stand alone: the environment is one archive's, and here are two.
            await using var source = ArchiveFactory.Open(SettingSources.ReadFile(arguments.GetRequiredValue(from)));
            await using var target = ArchiveFactory.Open(SettingSources.ReadFile(arguments.GetRequiredValue(to)));
            using var progress = context.Progress();
            var result = await new ArchiveCopy(source, target, progress).RunAsync(
                new CopyOptions(arguments.GetValue(name), arguments.GetValue(history)), context.Cancellation);
            progress.Dispose();
            context.Output.Notes.WriteLine(
                $"copied {result.Copied} objects, {ProgressText.Bytes(result.Bytes)}; {result.Present} were there");
        });
        return verb;
    }
}
