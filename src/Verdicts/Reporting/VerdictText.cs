using Postern.Verdicts.Judging;

namespace Postern.Verdicts.Reporting;

/// <summary>Verdicts for a terminal: a line each, the costliest first, and a line that sums up.</summary>
public static class VerdictText
{
    public static IEnumerable<string> Lines(IReadOnlyList<Verdict> verdicts, DataLossGate gate)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(gate);
        var width = verdicts.Count == 0 ? 0 : verdicts.Max(verdict => verdict.Cost.Length);
        foreach (var verdict in verdicts.Where(verdict => !IsNew(verdict)))
            yield return $"{verdict.Cost.PadRight(width)}  {verdict.Operation} {verdict.Name}: {verdict.Reason}";
        if (verdicts.Count(IsNew) is > 0 and var count)
        {
            var cost = Verdict.Label(Impact.Nothing).PadRight(width);
            yield return $"{cost}  create {count} that {(count == 1 ? "is" : "are")} new";
        }
        yield return Summary(verdicts);
        foreach (var refused in gate.Refuses(verdicts))
        {
            yield return $"refused: '{refused.Name}' would be lost."
                + " HINT: name it in postern:allowDataLoss if that is what you want.";
        }
    }

    /// <summary>A new stack has dozens of these, and no more to say of them.</summary>
    private static bool IsNew(Verdict verdict) => verdict is { Impact: Impact.Nothing, Operation: "create" };

    /// <summary>"in all: restart, about 6 s without connections"</summary>
    public static string Summary(IReadOnlyList<Verdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        if (verdicts.Count == 0) return "in all: nothing changes";
        var worst = verdicts.Max(verdict => verdict.Impact);
        var seconds = verdicts.Max(verdict => verdict.DownSeconds ?? 0);
        if (worst == Impact.Nothing) return "in all: changes that nobody notices";
        var down = seconds > 0 ? $", about {seconds} s without connections" : "";
        return $"in all: {Verdict.Label(worst)}{down}";
    }
}
