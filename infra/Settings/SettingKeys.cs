namespace Postern.Infra.Settings;

/// <summary>The settings that exist, per kind of stack, and the check that a stack file holds no others.</summary>
public static class SettingKeys
{
    private static readonly string[] Every = ["kind", "name", "postgres", "imageSource", "parameters", "allowDataLoss"];

    private static readonly string[] Primary =
    [
        "archive", "archiveTimeout", "backupSchedule", "bindAddress", "bootstrap", "compression", "database", "memory",
        "port",
        "retention", "storePort", "target", "user", "waitTimeout",
    ];

    private static readonly string[] Drill = ["checks", "follows", "run", "source", "target", "user", "waitTimeout"];

    public static IReadOnlyList<string> For(string kind) => kind == StackKinds.Drill ? [.. Every, .. Drill]
        : [.. Every, .. Primary];

    /// <summary>Notes each key of <paramref name="present"/> that the kind does not know, with the nearest that it
    /// does.</summary>
    public static void Check(string kind, IEnumerable<string> present, SettingsProblems problems)
    {
        var known = For(kind);
        foreach (var key in present.Where(key => !known.Contains(key, StringComparer.Ordinal)))
        {
            var nearest = Spelling.Nearest(key, known);
            problems.Add(
                key, $"is not a setting of a {kind} stack",
                nearest is null ? $"remove it; the settings are: {string.Join(", ", known)}"
                    : $"did you mean 'postern:{nearest}'?");
        }
    }
}

/// <summary>The kinds of stacks.</summary>
public static class StackKinds
{
    public const string Primary = "primary";

    public const string Drill = "drill";
}
