using Postern.Archiver.Drilling;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Drilling;

public sealed class DrillPlanTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postern-drill");

    private string PlanFile => Path.Combine(_folder.FullName, "drill.json");

    [Fact]
    public void Reads_the_plan_of_the_contract()
    {
        File.WriteAllText(PlanFile, """
            { "version": 1, "run": "", "major": 17,
              "target": { "kind": "time", "value": "2026-11-22 19:00:00+00", "inclusive": false, "timeline": "latest" },
              "backup": "AUTO", "deadlineSeconds": 600,
              "checks": [ { "name": "orders", "database": "app", "sql": "select true", "expect": "t" } ],
              "parameters": [["archive_mode", "off"]] }
            """);
        var plan = DrillPlan.Read(PlanFile);
        Assert.Equal("time 2026-11-22 19:00:00+00 (exclusive)", plan.Target.ToString());
        Assert.Equal(new DrillCheck("orders", "app", "select true", "t"), Assert.Single(plan.Checks));
        Assert.Equal(600, plan.DeadlineSeconds);
        Assert.Equal("postgres", plan.User);
    }

    [Fact]
    public void Names_a_check_without_a_statement()
    {
        File.WriteAllText(PlanFile, """{ "version": 1, "major": 17, "checks": [ { "name": "x" } ] }""");
        var error = Assert.Throws<ArchiverException>(() => DrillPlan.Read(PlanFile));
        Assert.Contains("checks[0]: sql", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
