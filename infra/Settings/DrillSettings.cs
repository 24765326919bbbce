using System.Text.Json;

namespace Postern.Infra.Settings;

/// <summary>A question put to the recovered database: the SQL's only value, as text, must equal <see
/// cref="Expect"/>.</summary>
public sealed record DrillCheck(string Name, string Database, string Sql, string Expect);

/// <summary>The settings of a drill stack.</summary>
/// <param name="Follows">The primary's stack, or null when <paramref name="Source"/> is given.</param>
/// <param name="User">The superuser of the restored cluster: the primary's postern:user.</param>
/// <param name="Run">Any text; another one runs an unchanged drill again.</param>
public sealed record DrillSettings(
    StackSettings Stack, string? Follows, GivenArchive? Source, RecoveryTarget Target,
        IReadOnlyList<DrillCheck> Checks, string Run,
    string User, int WaitTimeoutSeconds)
{
    public static DrillSettings Read(StackSettings stack, SettingsReader settings)
    {
        var source = GivenArchive.Read(settings, "source", "");
        var follows = settings.Text("follows");
        if ((source is null) == (follows is null))
        {
            settings.Problems.Add(
                "follows", source is null ? "is missing, and postern:source too" : "and postern:source are both set",
                "name the primary's stack (postern:follows: dev), or the archive itself (postern:source)");
        }
        if (source is { Location.Prefix: "" })
        {
            settings.Problems.Add("source.prefix", "is missing", "name the archive's prefix, such as dev/17");
        }
        return new DrillSettings(
            stack, follows, source, RecoveryTarget.Read(settings, "target"), ReadChecks(settings),
                settings.Text("run", ""), settings.Text("user", "postgres"),
            WaitTimeout.Read(settings, WaitTimeout.Restore));
    }

    private static List<DrillCheck> ReadChecks(SettingsReader settings)
    {
        var checks = new List<DrillCheck>();
        if (settings.Text("checks") is not { } text) return checks;
        try
        {
            using var document = JsonDocument.Parse(text);
            foreach (var (index, element) in document.RootElement.EnumerateArray().Index())
            {
                string Member(string name, string? missing)
                {
                    if (element.TryGetProperty(name, out var value)) return value.ToString();
                    if (missing is not null) return missing;
                    settings.Problems.Add($"checks[{index}].{name}", "is missing",
                        "a check has name, sql, expect and database");
                    return "";
                }
                checks.Add(new DrillCheck(Member("name", null), Member("database", "app"), Member("sql", null),
                    Member("expect", "t")));
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            settings.Problems.Add("checks", "is not a list of maps",
                "write each check as '- name: ...' with sql and expect below it");
        }
        return checks;
    }
}
