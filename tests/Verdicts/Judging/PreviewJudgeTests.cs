using System.Text.Json.Nodes;
using Postern.Tests.Verdicts.Previews;
using Postern.Verdicts.Judging;
using Postern.Verdicts.Previews;
using Xunit;

namespace Postern.Tests.Verdicts.Judging;

public sealed class PreviewJudgeTests
{
    private const string Old = "shared_buffers = '128MB'\nwork_mem = 4MB\nport = 5432\n";

    [Fact]
    public void Calls_a_reloadable_parameter_a_reload_and_leaves_the_server_alone()
    {
        var changed = Old.Replace("4MB", "8MB", StringComparison.Ordinal);
        var preview = new PreviewMaker().Settings(Old, changed).Server("same");
        var verdict = Assert.Single(Judge(preview));
        Assert.Equal((Impact.Reload, "work_mem: 4MB -> 8MB"), (verdict.Impact, verdict.Reason));
        Assert.Null(verdict.DownSeconds);
    }

    [Fact]
    public void Calls_a_restart_parameter_a_restart_of_some_seconds()
    {
        var changed = Old.Replace("128MB", "256MB", StringComparison.Ordinal);
        var verdicts = Judge(new PreviewMaker().Settings(Old, changed).Server("replace", restart: "b", shmSize: 320));
        Assert.Equal(("server", Impact.Restart, 6), (verdicts[0].Name, verdicts[0].Impact, verdicts[0].DownSeconds));
        Assert.Equal("shared_buffers: 128MB -> 256MB", verdicts[0].Reason);
        Assert.Equal((Impact.Nothing, "shared_buffers with the server"), (verdicts[1].Impact, verdicts[1].Reason));
    }

    [Theory]
    [InlineData("shared_preload_libraries = 'x'", "shared_preload_libraries at the next restart")]
    [InlineData("pg_stat_statements.max = 5", "pg_stat_statements.max at the next restart")]
    public void Says_what_waits_for_a_restart_that_is_not_planned(string line, string reason)
    {
        var verdict = Assert.Single(Judge(new PreviewMaker().Settings(Old, Old + line)));
        Assert.Equal((Impact.Nothing, reason), (verdict.Impact, verdict.Reason));
    }

    [Fact]
    public void Calls_a_new_image_a_replacement()
    {
        var verdict = Assert.Single(Judge(new PreviewMaker().Server("replace", image: PreviewMaker.Unknown)));
        Assert.Equal((Impact.Replace, 6, "image changed"), (verdict.Impact, verdict.DownSeconds, verdict.Reason));
    }

    [Fact]
    public void Calls_a_new_major_version_data_loss_since_its_cluster_is_empty()
    {
        var preview = new PreviewMaker().Settings(Old, Old, 17, 18).Server("replace", image: PreviewMaker.Unknown);
        Assert.Equal(("server", Impact.DataLoss), (Judge(preview)[0].Name, Judge(preview)[0].Impact));
    }

    [Fact]
    public void Calls_another_volume_under_the_server_data_loss()
    {
        var verdict = Assert.Single(Judge(new PreviewMaker().Server("replace", data: "other")));
        Assert.Equal(Impact.DataLoss, verdict.Impact);
        Assert.Contains("'postern-dev-other' instead of 'postern-dev-data'", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("replace")]
    public void Calls_the_end_of_a_volume_a_bucket_or_a_password_data_loss(string operation)
    {
        var name = new JsonObject { ["length"] = 32 };
        var longer = operation == "delete" ? null : new JsonObject { ["length"] = 40 };
        var preview = new PreviewMaker()
            .Volume(operation, "data", newName: "elsewhere").Bucket(operation, "elsewhere")
            .Step(operation, "random:index/randomPassword:RandomPassword", "password", name, longer);
        Assert.All(Judge(preview), verdict => Assert.Equal(Impact.DataLoss, verdict.Impact));
    }

    [Fact]
    public void Knows_a_data_volume_by_its_mount_when_somebody_took_its_protection_away()
    {
        var verdicts = Judge(new PreviewMaker().Volume("delete", "data", isProtected: false).Server("delete"));
        Assert.Equal(("data", Impact.DataLoss), (verdicts[0].Name, verdicts[0].Impact));
    }

    [Fact]
    public void Lets_volumes_go_that_hold_only_rendered_files() =>
        Assert.Equal(Impact.Nothing, Assert.Single(Judge(new PreviewMaker().Volume("delete", "conf", false))).Impact);

    [Fact]
    public void Lets_a_drills_volume_go()
    {
        var preview = new PreviewMaker().Config("kind", "drill").Volume("delete", "data", false).Server("delete");
        Assert.DoesNotContain(Judge(preview), verdict => verdict.Impact == Impact.DataLoss);
    }

    [Theory]
    [InlineData(false, null, Impact.Nothing)]
    [InlineData(true, null, Impact.DataLoss)]
    [InlineData(true, "restore", Impact.Replace)]
    public void Asks_where_the_old_volume_is_when_an_archive_exists(bool archived, string? bootstrap, Impact expected)
    {
        var preview = new PreviewMaker().Stack(archived ? new JsonObject { ["archive"] = "s3://b/dev/17" } : []);
        if (bootstrap is not null) preview.Config("bootstrap", bootstrap);
        var verdict = Assert.Single(Judge(preview.Volume("create", "data")));
        Assert.Equal(expected, verdict.Impact);
    }

    [Fact]
    public void Takes_the_bucket_of_the_stack_for_an_archive() => Assert.Equal(
        Impact.DataLoss, Judge(new PreviewMaker().Bucket("same").Volume("create", "data"))[0].Impact);

    [Fact]
    public void Says_nothing_of_what_stays() =>
        Assert.Empty(Judge(new PreviewMaker().Stack().Volume("same", "data").Bucket("refresh").Server("same")));

    [Fact]
    public void Takes_the_parts_of_a_replacement_for_one_change()
    {
        var preview = new PreviewMaker()
            .Server("create-replacement", image: "sha256:2")
            .Server("replace", image: "sha256:2")
            .Server("delete-replaced", image: "sha256:2");
        Assert.Equal("replace", Assert.Single(Judge(preview)).Operation);
    }

    [Fact]
    public void Runs_one_shots_again_for_nothing() => Assert.Equal(
        (Impact.Nothing, "runs again"),
        Judge(new PreviewMaker().Container(
            "replace", "settle", PreviewMaker.OneShot(("h", "1")), PreviewMaker.OneShot(("h", "2"))))
            .Select(verdict => (verdict.Impact, verdict.Reason)).Single());

    private static IReadOnlyList<Verdict> Judge(PreviewMaker preview) =>
        PreviewJudge.Judge(PreviewReader.Read(preview.ToString()));
}
