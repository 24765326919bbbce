using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Postern.Archiver.Commands.Backups;
using Postern.Archiver.Commands.Ownership;
using Postern.Archiver.Commands.StorageTools;
using Postern.Archiver.Commands.Wal;

namespace Postern.Archiver.Commands;

/// <summary>All verbs. Building it costs milliseconds, so the hot verbs are dispatched before it.</summary>
public static class CommandTree
{
    public static RootCommand Build(CommandHost host)
    {
        var root = new RootCommand("Archives PostgreSQL's WAL and backups in WAL-G's layout, and restores them.");
        root.Add(AgentCommand.Create(host));
        root.Add(BackupFetchCommand.Create(host));
        root.Add(BackupListCommand.Create(host));
        root.Add(BackupMarkCommand.Create(host));
        root.Add(BackupPushCommand.Create(host));
        root.Add(BackupShowCommand.Create(host));
        root.Add(CopyCommand.Create(host));
        root.Add(DeleteCommand.Create(host));
        root.Add(BootCommand.Create(host));
        root.Add(ClaimCommand.Create(host));
        root.Add(CompletionCommand.Create(host));
        root.Add(DoctorCommand.Create(host));
        root.Add(DrillCommand.Create(host));
        root.Add(FlagsCommand.Create(host));
        root.Add(SettleCommand.Create(host));
        root.Add(StorageToolsCommand.Create(host));
        root.Add(TargetsCommand.Create(host));
        root.Add(VersionCommand.Create(host));
        root.Add(WalFetchCommand.Create(host));
        root.Add(WalPrefetchCommand.Create(host));
        root.Add(WalPushCommand.Create(host));
        root.Add(WalReceiveCommand.Create(host));
        root.Add(WalRestoreCommand.Create(host));
        root.Add(WalShowCommand.Create(host));
        root.Add(WalVerifyCommand.Create(host));

        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: HelpAction help } helpOption) helpOption.Action = new ExampleHelp(help);
            if (option is VersionOption version)
            {
                version.Aliases.Add("-v");
                version.Action = new VersionCommand.Print(host);
            }
        }
        return root;
    }

    private sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            if (parseResult.CommandResult.Command is Verb verb)
            {
                output.WriteLine("Example:");
                foreach (var line in verb.Example.Split('\n')) output.WriteLine("  " + line);
                output.WriteLine();
            }
            output.WriteLine(
                "Flags of every verb: --config FILE, --turbo, and one per setting (see `archiver flags`).");
            return result;
        }
    }
}
