using Postern.Archiver.Failures;

namespace Postern.Archiver.Settings;

/// <summary>
/// Every setting of a run, by WAL-G's names: command flags first, then the environment, then the settings file, then
/// defaults. Built once by the command line; nothing else reads the environment.
/// </summary>
public sealed class ArchiverSettings(IReadOnlyDictionary<string, string> values)
{
    /// <summary>The value, or null when it is not set or empty.</summary>
    public string? this[string name] =>
        values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <exception cref="ArchiverException">SettingMissing, naming the setting and how to give it.</exception>
    public string Require(string name) => this[name] ?? throw new ArchiverException(
        FailureCode.SettingMissing, $"setting '{name}' is missing",
        $"set {name} in archiver.json (mode 0600) or in the environment.");

    /// <exception cref="ArchiverException">SettingInvalid when it is no integer within the bounds.</exception>
    public int Integer(string name, int missing, int minimum, int maximum)
    {
        if (this[name] is not { } text) return missing;
        if (int.TryParse(text, out var value) && value >= minimum && value <= maximum) return value;
        throw new ArchiverException(
            FailureCode.SettingInvalid, $"setting '{name}' is '{text}'",
            $"give a whole number from {minimum} to {maximum}.");
    }

    /// <summary>Go's truth texts: 1, t, T, TRUE, true, True and their opposites.</summary>
    /// <exception cref="ArchiverException">SettingInvalid for anything else.</exception>
    public bool Flag(string name, bool missing = false) => this[name] switch
    {
        null => missing,
        "1" or "t" or "T" or "TRUE" or "true" or "True" => true,
        "0" or "f" or "F" or "FALSE" or "false" or "False" => false,
        var text => throw new ArchiverException(
            FailureCode.SettingInvalid, $"setting '{name}' is '{text}'", "give true or false."),
    };
}
