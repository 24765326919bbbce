using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Display;

/// <summary>Draws values and their differences as the CLI does: names aligned, changes marked in the two columns before
/// them.</summary>
public sealed class ValueText(Ink ink, TextWriter output)
{
    /// <summary>Every member of an object, unmarked or all under one mark ('+' or '-').</summary>
    public void Members(PropertyMap map, int indent, char? mark = null, int? colour = null)
    {
        var width = WidthOf(map.Keys);
        foreach (var (name, value) in map)
        {
            if (IsHidden(name)) continue;
            Line(indent, mark, name.PadRight(width) + ": ", colour);
            Value(value, indent, mark, colour);
        }
    }

    /// <summary>Names that are the providers' own.</summary>
    public static bool IsHidden(string name) => name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>
    /// The members that differ; with <paramref name="all"/> the others too. <paramref name="depthAll"/> says the same
    /// of what is below.
    /// </summary>
    public void Differences(ValueDiff diff, int indent, bool all, bool depthAll)
    {
        var shown = diff.Members.Where(member => all || member.HasChanges).ToArray();
        var width = WidthOf(diff.Members.Select(member => member.Part!.Name ?? ""));
        foreach (var member in shown)
        {
            var mark = MarkOf(member.Kind);
            var title = member.Part!.Index is { } i ? $"[{i}]: " : member.Part.Name!.PadRight(width) + ": ";
            Line(indent, mark, title);
            Difference(member, indent, mark, depthAll);
        }
    }

    private void Difference(ValueDiff member, int indent, char? mark, bool depthAll)
    {
        if (member.Kind != ValueDiffKind.Update)
        {
            Value(member.New ?? member.Old!, indent, mark);
            return;
        }
        if (member.Members.Length > 0)
        {
            var isList = member.New is PropertyList;
            output.Write(Paint(mark, isList ? "[\n" : "{\n"));
            Differences(member, indent + 4, depthAll && !isList, depthAll);
            output.Write(new string(' ', indent) + Paint(mark, isList ? "]\n" : "}\n"));
            return;
        }
        if (member is { Old: PropertyString old, New: PropertyString news }
            && (old.Value.Contains('\n') || news.Value.Contains('\n')))
        {
            output.Write("\n");
            LineDiff.Write(output, ink, old.Value, news.Value, indent + 4);
            return;
        }
        var (before, after) = (Leaf(member.Old!), Leaf(member.New!));
        output.Write(member is { Old: PropertyString, New: PropertyString }
            ? Changed(before, after, '-') + Paint('~', " => ") + Changed(after, before, '+') + "\n"
            : Paint('-', before) + Paint('~', " => ") + Paint('+', after) + "\n");
    }

    /// <summary>A quoted text of which only what the other one has not is coloured.</summary>
    private string Changed(string text, string other, char mark)
    {
        if (!ink.Enabled) return text;
        var head = text.AsSpan().CommonPrefixLength(other);
        var most = Math.Min(text.Length, other.Length) - 1 - head;
        var tail = 1;
        while (tail < most + 1 && text[^(tail + 1)] == other[^(tail + 1)]) tail++;
        return Paint('~', "\"") + text[1..head] + Paint(mark, text[head..^tail]) + text[^tail..^1] + Paint('~', "\"");
    }

    /// <summary>A value behind its name, with its line feed.</summary>
    private void Value(PropertyValue value, int indent, char? mark, int? colour = null)
    {
        switch (value)
        {
            case PropertyMap { Count: > 0 } map:
                output.Write(Paint(mark, "{\n", colour));
                Members(map, indent + 4, mark, colour);
                output.Write(new string(' ', indent) + Paint(mark, "}\n", colour));
                break;
            case PropertyList { Items.Length: > 0 } list:
                output.Write(Paint(mark, "[\n", colour));
                for (var i = 0; i < list.Items.Length; i++)
                {
                    // Elements stand under the mark of their list.
                    var lead = mark is null ? new string(' ', indent + 4) : $"{new string(' ', indent - 2)}{mark}     ";
                    output.Write(Paint(mark, $"{lead}[{i}]: ", colour));
                    Value(list.Items[i], indent + 4, mark, colour);
                }
                output.Write(new string(' ', indent) + Paint(mark, "]\n", colour));
                break;
            case PropertyString text when text.Value.TrimEnd('\n').Contains('\n'):
                output.Write(Paint(mark, "\"\"\"\n", colour));
                foreach (var line in text.Value.TrimEnd('\n').Split('\n'))
                    output.Write(
                        line.Length == 0 ? "\n" : new string(' ', indent + 4) + Paint(mark, line, colour) + "\n");
                output.Write(new string(' ', indent) + Paint(mark, "\"\"\"\n", colour));
                break;
            default:
                output.Write(Paint(mark, Leaf(value), colour) + "\n");
                break;
        }
    }

    private void Line(int indent, char? mark, string title, int? colour = null) =>
        output.Write(mark is null
            ? new string(' ', indent) + ink.Paint(colour, title)
            : new string(' ', indent - 2) + Paint(mark, $"{mark} {title}"));

    /// <summary>A value on one line.</summary>
    public static string Leaf(PropertyValue value) => value switch
    {
        PropertyNull => "<null>",
        PropertyUnknown => "[unknown]",
        PropertySecret => "[secret]",
        PropertyAsset asset => $"asset({(asset.Hash is { Length: >= 7 } hash ? hash[..7] : "")})",
        PropertyArchive archive => $"archive({(archive.Hash is { Length: >= 7 } hash ? hash[..7] : "")})",
        PropertyResourceReference reference => $"\"{reference.Urn}\"",
        PropertyMap { Count: 0 } => "{}",
        PropertyList { Items.Length: 0 } => "[]",
        PropertyMap => "{...}",
        PropertyList => "[...]",
        _ => PropertyJsonWriter.Masked.Text(value),
    };

    private string Paint(char? mark, string text, int? colour = null) => mark switch
    {
        '+' => ink.Paint(Ink.Green, text),
        '-' => ink.Paint(Ink.Red, text),
        '~' => ink.Paint(Ink.Yellow, text),
        _ => ink.Paint(colour, text),
    };

    private static char? MarkOf(ValueDiffKind kind) => kind switch
    {
        ValueDiffKind.Add => '+',
        ValueDiffKind.Delete => '-',
        ValueDiffKind.Update => '~',
        _ => null,
    };

    private static int WidthOf(IEnumerable<string> names) => names.Select(name => name.Length).DefaultIfEmpty(0).Max();
}
