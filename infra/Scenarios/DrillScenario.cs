using System.Text.Json.Nodes;
using Postern.Infra.Settings;

namespace Postern.Infra.Scenarios;

/// <summary>A recovery drill: a copy is restored to a target, checked, reported and thrown away. It never writes to
/// its archive.</summary>
public static class DrillScenario
{
    public static ServerPlan Plan(DrillSettings settings)
    {
        var document = new JsonObject
        {
            ["version"] = 1,
            ["run"] = settings.Run,
            ["major"] = settings.Stack.Major,
            ["target"] = PlanJson.Target(settings.Target),
            ["backup"] = settings.Target.Kind is "latest" or "immediate" ? "LATEST" : "AUTO",
            ["deadlineSeconds"] = settings.WaitTimeoutSeconds,
            ["checks"] = new JsonArray([.. settings.Checks.Select(Check)]),
            ["parameters"] = PlanJson.Pairs(CommandLine.Drill(settings.Target)),
        };
        return new ServerPlan(
            "drill", settings.Stack.Name, settings.Stack.Major, settings.User, [.. settings.Stack.Parameters.Values],
            new SortedDictionary<string, string>(StringComparer.Ordinal) { ["drill.json"] = PlanJson.Text(document) });
    }

    private static JsonObject Check(DrillCheck check) => new()
    {
        ["name"] = check.Name,
        ["database"] = check.Database,
        ["sql"] = check.Sql,
        ["expect"] = check.Expect,
    };
}
