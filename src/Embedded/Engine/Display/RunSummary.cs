using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Display;

/// <summary>The blocks below a run: outputs, counts, duration.</summary>
public sealed class RunSummary(Ink ink, TextWriter output)
{
    private static readonly (string Op, string Glyph, string Planned, string Done, int Colour)[] Kinds =
    [
        ("create", "+ ", "to create", "created", Ink.Green),
        ("import", "= ", "to import", "imported", Ink.Green),
        ("update", "~ ", "to update", "updated", Ink.Yellow),
        ("delete", "- ", "to delete", "deleted", Ink.Red),
        ("replace", "+-", "to replace", "replaced", Ink.BrightMagenta),
        ("read", "> ", "to read", "read", 14),
    ];

    /// <summary>All blocks of a run that has ended; a preview has no duration.</summary>
    public void Write(RunResult result, OutputsKnown? outputs, bool preview, double seconds)
    {
        if (outputs is not null && HasOutputs(outputs, preview))
        {
            output.Write(ink.Heading("Outputs:") + "\n");
            Outputs(outputs, preview);
            output.Write("\n");
        }
        Resources(result, preview);
        output.Write("\n");
        if (preview) return;
        Duration(seconds);
        output.Write("\n");
    }

    /// <summary>Whether there is anything to show of the stack's outputs: all of them after an update, what changes
    /// before it.</summary>
    public static bool HasOutputs(OutputsKnown outputs, bool preview) =>
        Changes(outputs, preview).HasChanges || (!preview && outputs.New.Outputs.Count > 0);

    /// <summary>The stack's outputs compared with the old ones; what a preview cannot know is no change.</summary>
    public void Outputs(OutputsKnown outputs, bool preview)
    {
        var diff = Changes(outputs, preview);
        var text = new ValueText(ink, output);
        if (outputs.Old is null || outputs.Old.Outputs.Count == 0)
            text.Members(Shown(outputs.New.Outputs), 4, colour: outputs.Old is null ? Ink.Green : null);
        else text.Differences(diff, 4, all: !preview, depthAll: true);
    }

    private static ValueDiff Changes(OutputsKnown outputs, bool preview)
    {
        var old = Shown(outputs.Old?.Outputs ?? PropertyMap.Empty);
        var news = Shown(outputs.New.Outputs);
        if (preview)
        {
            foreach (var (name, value) in news)
            {
                if (value is PropertyUnknown && old.TryGetValue(name, out var known)) news = news.With(name, known);
            }
        }
        return ValueDiff.Compare(old, news);
    }

    /// <summary>Empty values are not shown.</summary>
    private static PropertyMap Shown(PropertyMap outputs) => PropertyMap.From(outputs.Where(
        entry => entry.Value is not (PropertyNull or PropertyString { Value: "" } or PropertyMap { Count: 0 })));

    /// <summary>The counts under "Resources:".</summary>
    public void Resources(RunResult result, bool preview)
    {
        output.Write(ink.Heading("Resources:") + "\n");
        var changes = 0;
        var kinds = 0;
        foreach (var (op, glyph, planned, done, colour) in Kinds)
        {
            var count = result.Changes.GetValueOrDefault(op);
            if (count == 0) continue;
            (changes, kinds) = (changes + count, kinds + 1);
            output.Write("    " + ink.Paint(colour, $"{glyph}{count} {(preview ? planned : done)}") + "\n");
        }
        var same = result.Changes.GetValueOrDefault("same");
        var unchanged = same > 0 ? $"{same} unchanged" : "";
        if (kinds > 1) output.Write($"    {ink.Bold($"{changes} changes")}{(same > 0 ? ". " : "")}{unchanged}\n");
        else if (same > 0) output.Write($"    {unchanged}\n");
        if (result.Errored > 0) output.Write("    " + ink.Paint(Ink.Red, $"{result.Errored} errored") + "\n");
    }

    public void Duration(double seconds)
    {
        var whole = Math.Max(1, (int)Math.Round(seconds));
        var text = whole < 60 ? $"{whole}s" : $"{whole / 60}m{whole % 60}s";
        output.Write($"{ink.Heading("Duration:")} {text}\n");
    }
}
