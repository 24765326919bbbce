namespace Postern.Archiver.Booting;

/// <summary>
/// Where a recovery stops. <paramref name="Kind"/> is latest, immediate, time, name, lsn or xid; the last four have a
/// value. <paramref name="Timeline"/> is "latest", "current" or a number.
/// </summary>
public sealed record RecoveryTarget(string Kind, string? Value = null, bool Inclusive = true,
    string Timeline = "latest")
{
    public static RecoveryTarget Latest { get; } = new("latest");

    public bool IsLatest => Kind == "latest";

    /// <summary>
    /// The server's parameters for this target, in the order that matters: the unused kinds first, empty, because a
    /// set one followed by an empty one is "multiple recovery targets" to PostgreSQL; so a leftover in a restored
    /// postgresql.auto.conf cannot be a second target. Nothing but pausing: whoever drives the recovery decides what
    /// comes next.
    /// </summary>
    public IReadOnlyList<ServerParameter> Parameters()
    {
        var parameters = new List<ServerParameter>();
        foreach (var name in TargetParameters)
        {
            if (name != ParameterName) parameters.Add(new ServerParameter(name, ""));
        }
        if (ParameterName is { } own) parameters.Add(new ServerParameter(own, Kind == "immediate"
            ? "immediate" : Value!));
        parameters.Add(new ServerParameter("recovery_target_action", "pause"));
        parameters.Add(new ServerParameter("recovery_target_inclusive", Inclusive ? "on" : "off"));
        parameters.Add(new ServerParameter("recovery_target_timeline", Timeline));
        return parameters;
    }

    public override string ToString() => Value is null ? Kind : $"{Kind} {Value}{(Inclusive ? "" : " (exclusive)")}";

    private static readonly string[] TargetParameters =
        ["recovery_target", "recovery_target_name", "recovery_target_time", "recovery_target_lsn",
            "recovery_target_xid"];

    private string? ParameterName => Kind switch
    {
        "latest" => null,
        "immediate" => "recovery_target",
        _ => $"recovery_target_{Kind}",
    };
}
