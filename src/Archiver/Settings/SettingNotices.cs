namespace Postern.Archiver.Settings;

/// <summary>
/// What somebody set and what changes nothing: names of WAL-G's kind that are not known, and known ones that have no
/// effect here. Nothing of it is an error; going on without a word would be.
/// </summary>
public static class SettingNotices
{
    private static readonly string[] Families = ["WALG_", "WALE_", "S3_"];

    /// <summary>One line per setting, by name, never with a value that may be secret.</summary>
    /// <param name="environment">Everything in the environment; other families of names are not looked at.</param>
    /// <param name="settings">What the run works with: flags and the settings file, too.</param>
    public static IReadOnlyList<string> Of(
        IReadOnlyDictionary<string, string> environment, ArchiverSettings settings)
    {
        var unknown = environment
            .Where(one => one.Value.Length > 0 && SettingCatalogue.Find(one.Key) is null
                && Families.Any(family => one.Key.StartsWith(family, StringComparison.Ordinal)))
            .Select(one => $"'{one.Key}' is in the environment and no setting that is known: it changes nothing");
        var idle = SettingCatalogue.All
            .Where(known => known.IsIdle && settings[known.Name] is { } value && !Describes(known.IdleValue, value))
            .Select(known => $"'{known.Name}' is set and changes nothing: {known.Meaning}");
        return [.. unknown.Concat(idle).Order(StringComparer.Ordinal)];
    }

    /// <summary>Go's spellings of true and false count as the same.</summary>
    private static bool Describes(string? idle, string value) => idle switch
    {
        "true" => value is "1" or "t" or "T" or "TRUE" or "true" or "True",
        "false" => value is "0" or "f" or "F" or "FALSE" or "false" or "False",
        _ => string.Equals(idle, value, StringComparison.OrdinalIgnoreCase),
    };
}
