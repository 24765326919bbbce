using Postern.Infra.Rendering;
using Postern.Infra.Scenarios;
using Postern.Tests.Infra.Settings;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Infra.Rendering;

/// <summary>The rendered files are snapshots beside this class, rewritten with UPDATE_SNAPSHOTS=1.</summary>
public sealed class ServerFilesTests
{
    [Fact]
    public void A_primary_is_rendered_as_its_snapshot() => Snapshot.Matches(
        "tests/Infra/Rendering/primary.txt",
        Text(PrimaryScenario.Plan(new SettingsFixture(
            ("kind", "primary"), ("parameters",
                """{"work_mem":"4MB","shared_buffers":"128MB","search_path":"\"$user\", public"}"""))
            .Primary())));

    [Fact]
    public void A_restored_primary_is_rendered_as_its_snapshot() => Snapshot.Matches(
        "tests/Infra/Rendering/restore.txt",
        Text(PrimaryScenario.Plan(new SettingsFixture(
            ("kind", "primary"), ("postgres", "15"), ("bootstrap", "restore"), ("retention", "none"),
                ("user", "o'brien"),
            ("target", """{"time":"2026-11-22 19:00:00+01"}""")).Primary())));

    [Fact]
    public void A_drill_is_rendered_as_its_snapshot() => Snapshot.Matches(
        "tests/Infra/Rendering/drill.txt",
        Text(DrillScenario.Plan(new SettingsFixture(
            ("kind", "drill"), ("follows", "dev"), ("target", """{"xid":"751","inclusive":false,"timeline":2}"""),
            ("checks", """[{"name":"orders are there","sql":"select count(*) > 0 from orders"}]""")).Drill())));

    private static string Text(ServerPlan plan) =>
        string.Concat(ServerFiles.Render(plan).Select(file => $"==== {file.Key}\n{file.Value}"));
}
