namespace Postern.Verdicts.Previews;

/// <summary>What `preview --json` says: the stack's configuration and its steps, in the engine's order.</summary>
public sealed record Preview(IReadOnlyDictionary<string, string> Config, IReadOnlyList<PreviewStep> Steps)
{
    /// <summary>The stack's name, from the first URN; empty for an empty preview.</summary>
    public string Stack => Steps.Count == 0 ? "" : Steps[0].Urn.Split(':') is [_, _, var stack, ..] ? stack : "";

    /// <summary>A setting of Postern's, whatever project's namespace it stands in.</summary>
    public string? Setting(string key) => Config.GetValueOrDefault($"postern:{key}");
}
