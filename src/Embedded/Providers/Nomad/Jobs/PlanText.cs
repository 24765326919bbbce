using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Postern.Embedded.Providers.Nomad.Jobs;

/// <summary>
/// The answer of a plan in lines: what happens to each group, which fields change, and what cannot be placed.
/// </summary>
internal static class PlanText
{
    private static readonly (string Count, string Words)[] Kinds =
    [
        ("Place", "placed"), ("InPlaceUpdate", "updated in place"), ("DestructiveUpdate", "replaced (restart)"), (
            "Canary", "canary"),
        ("Migrate", "migrated"), ("Stop", "stopped"), ("RescheduleNow", "rescheduled"), (
            "RescheduleLater", "rescheduled later"),
        ("Preemptions", "preempted"), ("Disconnect", "disconnected"), ("Reconnect", "reconnected"),
    ];

    /// <param name="plan">The answer.</param>
    /// <param name="runsAtOnce">Whether a registration starts it: a periodic or parameterized job is counted as if it
    /// ran now, and does not.</param>
    public static ImmutableArray<string> Lines(JsonNode plan, bool runsAtOnce)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var (group, updates) in runsAtOnce ? plan.Members("Annotations", "DesiredTGUpdates") : [])
        {
            var words = Kinds.Where(kind => updates.Number(kind.Count) > 0)
                .Select(kind => $"{updates.Number(kind.Count)} {kind.Words}").ToList();
            if (words.Count > 0) lines.Add($"group \"{group}\": {string.Join(", ", words)}");
        }
        if (plan.Text("Diff", "Type") == "Edited") AddFields(lines, plan.At("Diff"), "");
        return lines.ToImmutable();
    }

    /// <summary>Why groups cannot be placed, one line each.</summary>
    public static ImmutableArray<string> Failures(JsonNode? answer) =>
    [
        .. answer.Members("FailedTGAllocs")
            .Select(static group => $"group \"{group.Key}\" cannot be placed: {Reason(group.Value)}"),
    ];

    private static string Reason(JsonNode? metric)
    {
        var reasons = metric.Members("ConstraintFiltered")
            .Select(static one => $"constraint {one.Key} filtered {one.Value} nodes")
            .Concat(metric.Members("DimensionExhausted")
                .Select(static one => $"{one.Key} exhausted on {one.Value} nodes"))
            .Concat(metric.Members("ClassFiltered").Select(static one => $"class {one.Key} filtered {one.Value} nodes"))
            .Concat(metric.Members("ClassExhausted").Select(
                static one => $"class {one.Key} exhausted on {one.Value} nodes"))
            .Concat(metric.Items("QuotaExhausted").Select(static one => $"quota limit hit \"{one.Text()}\""))
            .ToList();
        return reasons.Count > 0 ? string.Join(", ", reasons) : $"{metric.Number("NodesEvaluated")} nodes evaluated";
    }

    // Unchanged neighbours of an edited field come along with type None; objects can be "Edited" without any field.
    private static void AddFields(ImmutableArray<string>.Builder lines, JsonNode? node, string path)
    {
        foreach (var field in node.Items("Fields"))
        {
            if (field.Text("Type") is "None" or "") continue;
            lines.Add($"{path}{field.Text("Name")}: \"{field.Text("Old")}\" => \"{field.Text("New")}\"");
        }
        foreach (var child in (string[])["Objects", "TaskGroups", "Tasks"])
        {
            foreach (var below in node.Items(child)) AddFields(lines, below, $"{path}{below.Text("Name")}.");
        }
    }
}
