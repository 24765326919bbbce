using System.Globalization;
using System.Runtime.InteropServices;
using Postern.Embedded.Cli.Arguments;

namespace Postern.Embedded.Cli.Sessions;

/// <summary>What a history entry tells of the run's surroundings, as the Pulumi CLI does: flags and variables by name,
/// their values only where they are true or false.</summary>
public static class RunEnvironment
{
    public static IReadOnlyDictionary<string, string> Of(CliEnvironment environment, ParsedArguments? flags)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["exec.kind"] = "cli",
            ["pulumi.arch"] = RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => "amd64",
                var other => other.ToString().ToLower(CultureInfo.InvariantCulture),
            },
            ["pulumi.os"] = OperatingSystem.IsMacOS() ? "darwin" : "linux",
            ["pulumi.version"] = EngineVersion.Text,
            ["stack.environments"] = "[]",
            ["updatePlan"] = "false",
        };
        foreach (var (name, value) in environment.PulumiVariables) entries[$"pulumi.env.{name}"] = Shown(value);
        foreach (var (name, value) in flags?.Given ?? []) entries[$"pulumi.flag.{name}"] = Shown(value);
        return entries;
    }

    private static string Shown(string value) => value is "true" or "false" ? value : "set";
}
