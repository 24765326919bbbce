using Postern.Archiver.Failures;

namespace Postern.Archiver.Settings;

/// <summary>
/// The flags that every verb takes: --config, --turbo and one dashed flag per setting. They are taken out before a verb
/// sees its arguments, so that the hot verbs need no command tree.
/// </summary>
public sealed record SettingFlags(
    string? ConfigPath, bool IsTurbo, IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> Rest)
{
    /// <summary>The same flags as arguments, for a process that this one starts.</summary>
    public IEnumerable<string> ToArguments()
    {
        if (ConfigPath is not null) yield return $"--config={ConfigPath}";
        if (IsTurbo) yield return "--turbo";
        foreach (var (name, value) in Values) yield return $"{SettingCatalogue.Find(name)!.Flag}={value}";
    }

    /// <exception cref="ArchiverException">Usage: a flag without its value, or a secret on the command
    /// line.</exception>
    public static SettingFlags Take(IReadOnlyList<string> arguments)
    {
        string? config = null;
        var turbo = false;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = new List<string>(arguments.Count);
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            if (argument == "--")
            {
                rest.AddRange(arguments.Skip(index));
                break;
            }
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var flag = equals < 0 ? argument : argument[..equals];
            var setting = SettingCatalogue.FindFlag(flag);
            if (flag == "--turbo" && equals < 0)
            {
                turbo = true;
                continue;
            }
            if (flag != "--config" && setting is null)
            {
                rest.Add(argument);
                continue;
            }
            if (setting is { IsSecret: true })
                throw new ArchiverException(
                    FailureCode.Usage, $"'{flag}' is a secret and every user can read a process's arguments",
                    $"put {setting.Name} into archiver.json (mode 0600) or into the environment.");
            string value;
            if (equals >= 0) value = argument[(equals + 1)..];
            else if (++index < arguments.Count) value = arguments[index];
            else throw new ArchiverException(FailureCode.Usage, $"'{flag}' has no value", $"write {flag}=VALUE.");
            if (setting is null) config = value;
            else values[setting.Name] = value;
        }
        return new SettingFlags(config, turbo, values, rest);
    }
}
