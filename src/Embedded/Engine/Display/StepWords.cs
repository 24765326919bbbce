using Postern.Embedded.Engine.Deploy.Steps;

namespace Postern.Embedded.Engine.Display;

/// <summary>How the CLI draws and names operations. Source: pulumi/pulumi pkg/backend/display.</summary>
public static class StepWords
{
    public static string Glyph(StepOp op) => op switch
    {
        StepOp.Create => "+ ",
        StepOp.Update or StepOp.Refresh => "~ ",
        StepOp.Delete => "- ",
        StepOp.Replace => "+-",
        StepOp.CreateReplacement => "++",
        StepOp.DeleteReplaced => "--",
        StepOp.Read => "> ",
        StepOp.ReadDiscard => "< ",
        StepOp.Import => "= ",
        StepOp.RemovePendingReplace => "~ ",
        _ => "  ",
    };

    public static int? Colour(StepOp op) => op switch
    {
        StepOp.Create or StepOp.Import => Ink.Green,
        StepOp.Update or StepOp.Refresh => Ink.Yellow,
        StepOp.Delete => Ink.Red,
        StepOp.Replace => Ink.BrightMagenta,
        StepOp.CreateReplacement => Ink.BrightGreen,
        StepOp.DeleteReplaced => Ink.BrightRed,
        StepOp.Read or StepOp.ReadDiscard => 14,
        _ => null,
    };

    /// <summary>What a preview says: "create", "delete original".</summary>
    public static string Planned(Step step) => step.Op switch
    {
        StepOp.Same or StepOp.RemovePendingReplace => "",
        StepOp.CreateReplacement => "create replacement",
        StepOp.DeleteReplaced => "delete original",
        StepOp.ReadDiscard => "discard",
        StepOp.Delete when step.Retain => "delete [retain]",
        _ => step.Op.WireName(),
    };

    public static string Running(Step step) => step.Op switch
    {
        StepOp.Same or StepOp.RemovePendingReplace => "",
        StepOp.Create => "creating",
        StepOp.Update => "updating",
        StepOp.Delete => "deleting",
        StepOp.Replace => "replacing",
        StepOp.CreateReplacement => "creating replacement",
        StepOp.DeleteReplaced => "deleting original",
        StepOp.Read => "reading",
        StepOp.ReadDiscard => "discarding",
        StepOp.Refresh => "refreshing",
        _ => "importing",
    };

    public static string Done(Step step) => step.Op switch
    {
        StepOp.Same or StepOp.RemovePendingReplace => "",
        StepOp.Create => "created",
        StepOp.Update => "updated",
        StepOp.Delete when step.Retain => "deleted [retain]",
        StepOp.Delete => "deleted",
        StepOp.Replace => "replaced",
        StepOp.CreateReplacement => "created replacement",
        StepOp.DeleteReplaced => "deleted original",
        StepOp.Read => "read",
        StepOp.ReadDiscard => "discarded",
        StepOp.Refresh => "refreshed",
        _ => "imported",
    };

    /// <summary>A type without its middle part: "random:index/randomPet:RandomPet" is
    /// "random:index:RandomPet".</summary>
    public static string ShortType(string type)
    {
        var parts = type.Split(':');
        if (parts.Length != 3) return type;
        var slash = parts[1].IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? type : $"{parts[0]}:{parts[1][..slash]}:{parts[2]}";
    }

    /// <summary>"(0.02s)" below a second, "(2s)" above.</summary>
    public static string Elapsed(double seconds) => seconds switch
    {
        < 1 => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({seconds:0.00}s)"),
        < 60 => $"({(int)seconds}s)",
        _ => $"({(int)seconds / 60}m{(int)seconds % 60}s)",
    };

    /// <summary>"[diff: +a-b~c,d]", or nothing.</summary>
    public static string DiffSummary(Step step, Ink ink)
    {
        var byName = step.Details.GroupBy(entry => Step.TopName(entry.Key), StringComparer.Ordinal)
            .Select(group => (group.Key, Mark: MarkOf(group)))
            .ToArray();
        string Part(char mark)
        {
            var names = byName.Where(entry => entry.Mark == mark).Select(entry => entry.Key).ToArray();
            var colour = mark switch { '+' => Ink.Green, '-' => Ink.Red, _ => Ink.Yellow };
            return names.Length == 0 ? "" : ink.Paint(colour, mark + string.Join(',', names));
        }
        var text = Part('+') + Part('-') + Part('~');
        return text.Length == 0 ? "" : $"[diff: {text}]";
    }

    private static char MarkOf(IGrouping<string, KeyValuePair<string, Contracts.Providers.DiffKind>> group)
    {
        if (group.Count() > 1 || group.First().Key != group.Key) return '~';
        return group.First().Value switch
        {
            Contracts.Providers.DiffKind.Add or Contracts.Providers.DiffKind.AddReplace => '+',
            Contracts.Providers.DiffKind.Delete or Contracts.Providers.DiffKind.DeleteReplace => '-',
            _ => '~',
        };
    }
}
