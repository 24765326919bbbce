namespace Postern.Verdicts.Judging;

/// <summary>What one step of a preview costs, and why.</summary>
/// <param name="DownSeconds">Estimated seconds without connections; null where nobody is disconnected.</param>
public sealed record Verdict(
    string Urn, string Name, string Type, string Operation, Impact Impact, int? DownSeconds, string Reason)
{
    /// <summary>"restart, about 6 s"</summary>
    public string Cost => DownSeconds is { } seconds ? $"{Label(Impact)}, about {seconds} s" : Label(Impact);

    public static string Label(Impact impact) => impact switch
    {
        Impact.Nothing => "nothing",
        Impact.Reload => "reload",
        Impact.Restart => "restart",
        Impact.Replace => "replace",
        _ => "DATA LOSS",
    };
}
