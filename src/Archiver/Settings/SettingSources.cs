using System.Collections;

namespace Postern.Archiver.Settings;

/// <summary>Puts the sources of settings together: flags, then the environment, then the file.</summary>
public static class SettingSources
{
    /// <summary>Where boot, agent and drill put the uploaded settings.</summary>
    public const string ContainerFile = "/run/secrets.d/archiver.json";

    /// <summary>This process's environment; the only place that reads it.</summary>
    public static IReadOnlyDictionary<string, string> ReadEnvironment()
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
#pragma warning disable RS0030 // The one place that reads the environment.
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
#pragma warning restore RS0030
            values[(string)entry.Key] = (string?)entry.Value ?? "";
        return values;
    }

    /// <exception cref="Failures.ArchiverException">A settings file that was named, or is where one is looked for, is
    /// not usable.</exception>
    public static ArchiverSettings Combine(SettingFlags flags, IReadOnlyDictionary<string, string> environment)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (FileOf(flags, environment) is { } path)
        {
            foreach (var (name, value) in SettingsFile.Read(path)) values[name] = value;
            values["WALG_CONFIG_PATH"] = path;
        }
        AddEnvironment(environment, values);
        foreach (var (name, value) in flags.Values) values[name] = value;
        if (flags.IsTurbo)
        {
            values.Remove("WALG_DISK_RATE_LIMIT");
            values.Remove("WALG_NETWORK_RATE_LIMIT");
        }
        return new ArchiverSettings(values);
    }

    /// <summary>One settings file alone, for a verb that works on two archives.</summary>
    /// <exception cref="Failures.ArchiverException">The file is not usable.</exception>
    public static ArchiverSettings ReadFile(string path) => new(SettingsFile.Read(path));

    private static void AddEnvironment(
        IReadOnlyDictionary<string, string> environment, Dictionary<string, string> values)
    {
        // A canonical name beats its synonyms, whatever the order of the environment.
        foreach (var (name, value) in environment)
        {
            if (value.Length > 0 && SettingCatalogue.Find(name) is { } setting && setting.Name != name)
                values[setting.Name] = value;
        }
        foreach (var (name, value) in environment)
        {
            if (value.Length > 0 && SettingCatalogue.Find(name) is { } setting && setting.Name == name
                && name != "WALG_CONFIG_PATH")
                values[name] = value;
        }
    }

    private static string? FileOf(SettingFlags flags, IReadOnlyDictionary<string, string> environment)
    {
        if (!string.IsNullOrEmpty(flags.ConfigPath)) return flags.ConfigPath;
        if (environment.TryGetValue("WALG_CONFIG_PATH", out var named) && named.Length > 0) return named;
        if (environment.TryGetValue("HOME", out var home) && home.Length > 0)
        {
            var own = Path.Combine(home, ".walg.json");
            if (File.Exists(own)) return own;
        }
        return File.Exists(ContainerFile) ? ContainerFile : null;
    }
}
