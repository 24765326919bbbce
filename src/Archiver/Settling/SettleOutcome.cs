namespace Postern.Archiver.Settling;

/// <summary>What the server made of its settings.</summary>
/// <param name="PendingRestart">Parameters that were changed and wait for a restart.</param>
/// <param name="Refused">Lines of the files that the server did not take.</param>
public sealed record SettleOutcome(IReadOnlyList<string> PendingRestart, IReadOnlyList<RefusedSetting> Refused)
{
    /// <summary>Null when all was taken; else the first refusal, by name.</summary>
    public string? Error => Refused.Count == 0
        ? null
        : string.Join("; ", Refused.Take(3).Select(one => one.ToString())) + (Refused.Count > 3 ? "; ..." : "");
}

/// <summary>
/// A line of a configuration file that was not applied; name and setting are empty for a line that is no setting.
/// </summary>
public sealed record RefusedSetting(string Name, string Setting, string Error)
{
    public override string ToString() =>
        Name.Length == 0 ? $"the settings file: {Error}" : $"{Name} {Setting}: {Error}";
}
