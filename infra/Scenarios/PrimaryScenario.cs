using System.Globalization;
using System.Text.Json.Nodes;
using Postern.Infra.Settings;

namespace Postern.Infra.Scenarios;

/// <summary>A primary that archives: made by initdb on an empty archive, or restored from its archive.</summary>
public static class PrimaryScenario
{
    public static ServerPlan Plan(PrimarySettings settings)
    {
        var documents = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["boot.json"] = PlanJson.Text(Boot(settings)),
            ["agent.json"] = PlanJson.Text(Agent(settings)),
        };
        return new ServerPlan(
            "primary", settings.Stack.Name, settings.Stack.Major, settings.User, Parameters(settings), documents);
    }

    private static List<KeyValuePair<string, string>> Parameters(PrimarySettings settings)
    {
        var parameters = new List<KeyValuePair<string, string>>
        {
            new("archive_timeout", settings.ArchiveTimeoutSeconds.ToString(CultureInfo.InvariantCulture) + "s"),
        };
        if (settings.Stack.Major >= 17) parameters.Add(new("summarize_wal", "on"));
        parameters.AddRange(settings.Stack.Parameters.Values);
        return parameters;
    }

    private static JsonObject Boot(PrimarySettings settings) => new()
    {
        ["version"] = 1,
        ["scenario"] = "primary",
        ["major"] = settings.Stack.Major,
        ["provision"] = settings.Restores ? "restore" : "initdb",
        ["backup"] = settings.Target.Kind is "latest" or "immediate" ? "LATEST" : "AUTO",
        ["target"] = PlanJson.Target(settings.Target),
        ["signal"] = "none",
        ["parameters"] = PlanJson.Pairs(CommandLine.Primary()),
        ["database"] = settings.Database,
        ["user"] = settings.User,
        ["initdbArgs"] = new JsonArray("--data-checksums"),
        ["fetchTimeoutSeconds"] = settings.WaitTimeoutSeconds,
    };

    private static JsonObject Agent(PrimarySettings settings) => new()
    {
        ["version"] = 1,
        ["major"] = settings.Stack.Major,
        ["schedule"] = settings.BackupSchedule,
        ["retention"] = settings.RetainFulls is { } fulls ? new JsonObject { ["fulls"] = fulls } : null,
        ["deltaMaxSteps"] = 0,
    };
}
