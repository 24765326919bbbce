using Postern.Verdicts.Judging;

namespace Postern.Verdicts.Reporting;

/// <summary>Verdicts as a comment on a change: at most 40 lines, whatever the preview's length.</summary>
public static class VerdictMarkdown
{
    public const int MaximumLines = 40;

    /// <summary>The first line, by which a later run finds its own comment again.</summary>
    public const string Marker = "<!-- postern preview -->";

    private const int MaximumReason = 200;

    public static IReadOnlyList<string> Lines(string stack, IReadOnlyList<Verdict> verdicts, DataLossGate gate)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(gate);
        var lines = new List<string> { Marker, $"### Preview of `{stack}` — {VerdictText.Summary(verdicts)}" };
        if (verdicts.Count == 0) return lines;
        var foot = Foot(verdicts, gate);
        var rows = verdicts.Select(Row).ToList();
        var room = MaximumLines - lines.Count - foot.Count - 4;
        lines.AddRange(["", "| costs | change | resource | why |", "|---|---|---|---|"]);
        lines.AddRange(rows.Take(room));
        if (rows.Count > room) lines.Add($"| | | … and {rows.Count - room} more | {Rest(verdicts.Skip(room))} |");
        lines.AddRange(foot);
        return lines;
    }

    private static List<string> Foot(IReadOnlyList<Verdict> verdicts, DataLossGate gate)
    {
        var refused = gate.Refuses(verdicts);
        if (refused.Count > 0)
        {
            var names = string.Join(", ", refused.Select(verdict => $"`{verdict.Name}`").Distinct());
            return
            [
                "",
                $"**Refused: DATA LOSS for {Cell(names)}.**"
                + " Name it in `postern:allowDataLoss` if that is what you want.",
            ];
        }
        return verdicts.Any(verdict => verdict.Impact == Impact.DataLoss)
            ? ["", "DATA LOSS is allowed here by `postern:allowDataLoss`."]
            : [];
    }

    private static string Row(Verdict verdict)
    {
        var cost = verdict.Impact == Impact.DataLoss ? $"**{verdict.Cost}**" : verdict.Cost;
        var resource = $"`{Cell(verdict.Name)}` {ShortType(verdict.Type)}";
        return $"| {cost} | {verdict.Operation} | {resource} | {Cell(verdict.Reason)} |";
    }

    private static string Rest(IEnumerable<Verdict> verdicts) => string.Join(", ", verdicts
        .GroupBy(verdict => verdict.Impact)
        .Select(group => $"{group.Count()} × {Verdict.Label(group.Key)}"));

    private static string ShortType(string type) => type.Split(':')[^1];

    /// <summary>One line, without what Markdown would take for its own.</summary>
    private static string Cell(string text)
    {
        var line = text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
        return line.Length <= MaximumReason ? line : line[..(MaximumReason - 1)] + "…";
    }
}
