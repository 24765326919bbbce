using System.Text;
using Postern.Embedded.Cli.Arguments;

namespace Postern.Embedded.Cli.Commands;

/// <summary>The text of <c>--help</c>, for all verbs or for one.</summary>
public static class HelpText
{
    public static string Overview()
    {
        var text = new StringBuilder("Usage:\n  pulumi [command]\n\nAvailable Commands:\n");
        var width = CommandTable.All.Max(command => command.Spec.Path.Length);
        foreach (var command in CommandTable.All)
            text.Append("  ").Append(command.Spec.Path.PadRight(width + 2)).Append(command.Spec.Summary).Append('\n');
        text.Append("\nFlags:\n");
        Flags(text, CommandSpec.Global);
        return text.Append("\nUse `pulumi [command] --help` for more information about a command.\n").ToString();
    }

    public static string Of(CommandSpec spec)
    {
        var text = new StringBuilder(spec.Summary).Append("\n\nUsage:\n  pulumi ").Append(spec.Path);
        if (spec.Usage.Length > 0) text.Append(' ').Append(spec.Usage);
        text.Append(" [flags]\n");
        if (spec.Aliases.Length > 0)
            text.Append("\nAliases:\n  ").AppendJoin(", ", spec.Aliases.Prepend(spec.Path)).Append('\n');
        var nested =
            CommandTable.All.Where(command => command.Spec.Path.StartsWith(spec.Path + " ", StringComparison.Ordinal))
            .ToArray();
        if (nested.Length > 0)
        {
            text.Append("\nAvailable Commands:\n");
            foreach (var command in nested)
                text.Append("  ").Append(command.Spec.Path[(spec.Path.Length + 1)..].PadRight(12))
                    .Append(command.Spec.Summary).Append('\n');
        }
        if (spec.Flags.Count > 0) Flags(text.Append("\nFlags:\n"), spec.Flags);
        Flags(text.Append("\nGlobal Flags:\n"), CommandSpec.Global);
        return text.ToString();
    }

    private static void Flags(StringBuilder text, IReadOnlyList<FlagSpec> flags)
    {
        var heads = flags.Select(Head).ToArray();
        var width = heads.Max(head => head.Length);
        foreach (var (flag, head) in flags.Zip(heads).OrderBy(pair => pair.First.Name, StringComparer.Ordinal))
            text.Append(head.PadRight(width + 3)).Append(flag.Help).Append('\n');
    }

    private static string Head(FlagSpec flag)
    {
        var value = flag.Kind switch
        {
            FlagKind.Text => " string",
            FlagKind.Texts => " stringArray",
            FlagKind.Number => " int32",
            _ => "",
        };
        return (flag.Letter is { } letter ? $"  -{letter}, " : "      ") + "--" + flag.Name + value;
    }
}
