using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Postern.Infra.Settings;

/// <summary>
/// Where a recovery ends. <see cref="Kind"/> is latest, immediate, time, name, lsn or xid; <see cref="Value"/> is
/// null for the first two and a time is rendered in UTC with its offset, since PostgreSQL would read it in the
/// server's own zone otherwise.
/// </summary>
public sealed partial record RecoveryTarget(string Kind, string? Value, bool Inclusive, string Timeline)
{
    public static readonly RecoveryTarget Latest = new("latest", null, true, "latest");

    private static readonly string[] Valued = ["time", "name", "lsn", "xid"];

    /// <summary>Reads "latest", "immediate", or a map with exactly one of time, name, lsn, xid, and inclusive and
    /// timeline.</summary>
    public static RecoveryTarget Read(SettingsReader settings, string key)
    {
        var text = settings.Text(key, "latest").Trim();
        if (!text.StartsWith('{'))
        {
            if (text is "latest" or "immediate") return Latest with { Kind = text };
            settings.Problems.Add(
                key, $"'{text}' is not a target", "use latest, immediate, or a map with one of: time, name, lsn, xid");
            return Latest;
        }
        return settings.Object(key) is { } map ? Read(settings.Problems, key, map) : Latest;
    }

    private static RecoveryTarget Read(SettingsProblems problems, string key, JsonElement map)
    {
        var members = map.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString());
        foreach (var name in members.Keys.Except([.. Valued, "inclusive", "timeline"]))
        {
            problems.Add($"{key}.{name}", "is not known",
                "a target has one of time, name, lsn, xid, and inclusive and timeline");
        }
        var kinds = Valued.Where(members.ContainsKey).ToArray();
        if (kinds.Length != 1)
        {
            problems.Add(
                key, kinds.Length == 0 ? "names no target"
                    : $"names {kinds.Length} targets ({string.Join(", ", kinds)})",
                "give exactly one of time, name, lsn, xid");
            return Latest;
        }
        var inclusive = members.GetValueOrDefault("inclusive", "true");
        if (!bool.TryParse(inclusive, out var included))
        {
            problems.Add($"{key}.inclusive", $"'{inclusive}' is not true or false", "correct it");
        }
        var timeline = members.GetValueOrDefault("timeline", "latest");
        if (timeline is not ("latest" or "current") && !uint.TryParse(timeline, out _))
        {
            problems.Add($"{key}.timeline", $"'{timeline}' is no timeline", "use latest, current or a number");
        }
        return new RecoveryTarget(kinds[0], Checked(problems, $"{key}.{kinds[0]}", kinds[0], members[kinds[0]]),
            included, timeline);
    }

    private static string Checked(SettingsProblems problems, string key, string kind, string text)
    {
        switch (kind)
        {
            case "time" when Time(text) is { } time:
                return time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture);
            case "time":
                problems.Add(key, $"'{text}' is no time with an offset",
                    "write it as 2026-11-22 19:00:00+01:00 (or with Z)");
                break;
            case "lsn" when !Lsn().IsMatch(text):
                problems.Add(key, $"'{text}' is no LSN", "write it as 0/16B3740");
                break;
            case "xid" when !uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var xid)
                || xid < 3:
                problems.Add(key, $"'{text}' is no transaction id", "give a whole number from 3 on");
                break;
            case "name" when text.Length is 0 or > 63:
                problems.Add(key, "is empty or longer than 63 characters",
                    "give the name that pg_create_restore_point was called with");
                break;
        }
        return text;
    }

    private static DateTimeOffset? Time(string text) =>
        Offset().IsMatch(text) && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var time)
            ? time : null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?\s*(Z|[+-]\d\d(:?\d\d)?)$")]
    private static partial Regex Offset();

    [GeneratedRegex("^[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}$")]
    private static partial Regex Lsn();
}
