using System.Text.Json;
using System.Text.RegularExpressions;
using Postern.Archiver.Core.Parameters;

namespace Postern.Infra.Settings;

/// <summary>The parameters of postgresql.conf that a stack file gives, checked against the major version's
/// table.</summary>
public sealed partial class ServerParameters
{
    private static readonly string[] Managed =
    [
        "archive_cleanup_command", "archive_command", "archive_library", "archive_mode", "archive_timeout",
        "config_file",
        "data_directory", "external_pid_file", "hba_file", "hot_standby", "ident_file", "listen_addresses", "port",
        "primary_conninfo",
        "primary_slot_name", "recovery_end_command", "restore_command", "summarize_wal", "unix_socket_directories",
        "wal_level",
    ];

    private ServerParameters(IReadOnlyDictionary<string, string> values) => Values = values;

    /// <summary>Names as PostgreSQL spells them, to values as the user wrote them; in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    public static ServerParameters Read(SettingsReader settings, string key, int major)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (settings.Object(key) is { } map)
        {
            var catalog = ParameterCatalog.For(major);
            foreach (var member in map.EnumerateObject())
            {
                if (Problem(catalog, member) is { } problem)
                {
                    settings.Problems.Add($"{key}.{member.Name}", problem.Wrong, problem.Remedy);
                    continue;
                }
                var name = catalog.TryFind(member.Name, out var parameter) ? parameter.Name : member.Name;
                values[name] = Text(member.Value);
            }
        }
        return new ServerParameters(values);
    }

    private static (string Wrong, string Remedy)? Problem(ParameterCatalog catalog, JsonProperty member)
    {
        var name = member.Name;
        if (Managed.Contains(name, StringComparer.OrdinalIgnoreCase)
            || name.StartsWith("recovery_target", StringComparison.OrdinalIgnoreCase))
        {
            return ("is set by Postern itself", "remove it");
        }
        if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null)
        {
            return ("is not a single value", "give a text, a number, true or false");
        }
        if (name.Contains('.')) return null;
        if (!catalog.TryFind(name, out var parameter))
        {
            var nearest = Spelling.Nearest(name, catalog.Names);
            return ($"is not a parameter of PostgreSQL {catalog.Major}", nearest is null ? "remove it"
                : $"did you mean '{nearest}'?");
        }
        if (parameter.Context == ParameterContext.Fixed)
        {
            return ("was fixed when the cluster was made", "remove it");
        }
        var text = Text(member.Value);
        return parameter.Type switch
        {
            ParameterType.Bool when !Truth().IsMatch(text) => ($"'{text}' is not on or off", "correct it"),
            ParameterType.Integer or ParameterType.Real when !Quantity().IsMatch(text) =>
                ($"'{text}' is not a number{(parameter.Unit is null ? "" : " with or without a unit")}", "correct it"),
            _ => null,
        };
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "on",
        JsonValueKind.False => "off",
        _ => value.ToString(),
    };

    [GeneratedRegex("^(on|off|true|false|yes|no|1|0)$", RegexOptions.IgnoreCase)]
    private static partial Regex Truth();

    [GeneratedRegex(@"^[+-]?(0x[0-9a-f]+|\d+(\.\d*)?(e[+-]?\d+)?|\.\d+)\s*(B|kB|MB|GB|TB|us|ms|s|min|h|d)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Quantity();
}
