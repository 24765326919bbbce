using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;
using Xunit;

namespace Postern.Tests.Infra.Stacks;

/// <summary>What a drill stack declares.</summary>
[Collection("program")]
public sealed class DrillStackTests
{
    [Fact]
    public async Task Another_target_is_another_volume_and_an_unchanged_one_is_not()
    {
        async Task<string> Volume(params (string, string)[] settings)
        {
            var declared = await new DeclaredResources()
                .DeclareAsync("drill", [("kind", "drill"), ("follows", "dev"), .. settings]);
            return (string)declared.All.Single(one => one.Type == "docker:index/volume:Volume" && one.Name == "drill")
                .Inputs["name"];
        }
        var latest = await Volume();
        Assert.Equal(latest, await Volume(("target", "latest")));
        Assert.NotEqual(latest, await Volume(("target", "immediate")));
        Assert.NotEqual(latest, await Volume(("run", "2")));
    }

    [Fact]
    public async Task It_joins_the_primarys_network_with_the_readers_keys()
    {
        var declared = await new DeclaredResources().DeclareAsync("drill", ("kind", "drill"), ("follows", "dev"));
        var container = declared.Container("postern-drill");
        var networks = (ImmutableArray<object>)container.Inputs["networksAdvanced"];
        Assert.Equal("postern-dev", ((ImmutableDictionary<string, object>)Assert.Single(networks))["name"]);
        var upload = (ImmutableDictionary<string, object>)Assert.Single(
            (ImmutableArray<object>)container.Inputs["uploads"]);
        Assert.Contains("postern:reader", (string)upload["content"], StringComparison.Ordinal);
        Assert.Contains("\"WALG_S3_PREFIX\": \"s3://postern-dev/dev/17\"", (string)upload["content"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_an_output()
    {
        var declared = new DeclaredResources();
        declared.Logs["postern-drill"] = """REPORT {"ok":true,"recoveredUntil":"2026-11-22T19:00:00Z"}""";
        await declared.DeclareAsync("drill", ("kind", "drill"), ("follows", "dev"));
        var until = Assert.IsType<Output<string?>>(declared.Outputs["recoveredUntil"]);
        Assert.Equal("2026-11-22T19:00:00Z", await OutputUtilities.GetValueAsync(until));
    }
}
