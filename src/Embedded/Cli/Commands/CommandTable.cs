using Postern.Embedded.Cli.Commands.Config;
using Postern.Embedded.Cli.Commands.Operations;
using Postern.Embedded.Cli.Commands.Stack;
using Postern.Embedded.Cli.Commands.State;

namespace Postern.Embedded.Cli.Commands;

/// <summary>Every verb, found by its words.</summary>
public static class CommandTable
{
    public static IReadOnlyList<ICommand> All { get; } =
    [
        new PreviewCommand(), new UpCommand(), new RefreshCommand(), new DestroyCommand(), new CancelCommand(),
        new StackCommand(), new StackInitCommand(), new StackListCommand(), new StackSelectCommand(),
            new StackRemoveCommand(), new StackRenameCommand(), new StackHistoryCommand(),
        new StackOutputCommand(), new StackExportCommand(), new StackImportCommand(),
        new ConfigCommand(), new ConfigGetCommand(), new ConfigSetCommand(), new ConfigRemoveCommand(),
        new ConfigSetAllCommand(), new ConfigRefreshCommand(), new StateDeleteCommand(), new WhoAmICommand(),
        new ProtectCommand(protect: true), new ProtectCommand(protect: false), new VersionCommand(),
    ];

    /// <summary>The command with the most words that the arguments start with, and how many words those are.</summary>
    public static (ICommand Command, int Words)? Find(IReadOnlyList<string> arguments)
    {
        (ICommand, int)? best = null;
        foreach (var command in All)
        {
            foreach (var path in command.Spec.Aliases.Prepend(command.Spec.Path))
            {
                var words = path.Split(' ');
                if (words.Length > arguments.Count || !words.SequenceEqual(arguments.Take(words.Length))) continue;
                if (best is null || best.Value.Item2 < words.Length) best = (command, words.Length);
            }
        }
        return best;
    }
}
