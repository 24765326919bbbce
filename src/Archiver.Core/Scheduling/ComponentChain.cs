namespace Postern.Archiver.Core.Scheduling;

/// <summary>
/// One part of a calendar event: "*", or a list of values, ranges and repetitions. A repetition without an end goes
/// on to the field's end.
/// </summary>
internal sealed record ComponentChain(IReadOnlyList<Component> Components)
{
    public static ComponentChain Any { get; } = new([]);

    public static ComponentChain Of(params int[] values) =>
        new([.. values.Select(value => new Component(value, null, 0))]);

    public bool Matches(int value) => Components.Count == 0
        || Components.Any(one => one.Matches(value, one.Start, one.Stop));

    /// <summary>
    /// As systemd: start and end are counted back from the month's end, and change places when both are there.
    /// </summary>
    public bool MatchesFromEnd(int day, int daysInMonth) => Components.Any(one =>
    {
        var start = daysInMonth + 1 - one.Start;
        if (one.Stop is not { } stop) return one.Matches(day, start, null);
        return one.Matches(day, daysInMonth + 1 - stop, start);
    });
}

/// <summary>A value, or with <paramref name="Stop"/> a range; <paramref name="Repeat"/> 0 is none.</summary>
internal sealed record Component(int Start, int? Stop, int Repeat)
{
    public bool Matches(int value, int start, int? stop)
    {
        if (value == start) return true;
        if (value < start || Repeat == 0 || (stop is { } last && value > last)) return false;
        return (value - start) % Repeat == 0;
    }
}
