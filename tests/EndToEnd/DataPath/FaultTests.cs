using System.Net;
using Postern.Tests.TestKit.Docker;
using Postern.Tests.TestKit.Faults;
using Xunit;

namespace Postern.Tests.EndToEnd.DataPath;

[Trait("Tier", "end-to-end")]
[Collection("data path")]
public sealed class FaultTests(DataPathFixture fixture)
{
    [Fact]
    public async Task A_segment_that_the_store_does_not_deliver_never_ends_a_drill_early()
    {
        var archive = fixture.Archive("fault");
        await using var server = await PostgresServer.StartReadyAsync(archive);
        await server.SqlAsync("create table t (x int)");
        await server.BackUpAsync();
        var segments = new List<string>();
        for (var round = 0; round < 5; round++)
        {
            await server.SqlAsync($"insert into t values ({round})");
            segments.Add(await server.SwitchWalAsync());
        }
        await archive.WaitForSegmentAsync(segments[^1], seconds: 30);
        // A drill writes nothing, whatever the source's own configuration came to be.
        await server.SqlAsync("alter system set archive_command = 'archiver st put /etc/hostname poison'");
        var before = await archive.KeysAsync();

        await using var proxy = new FaultProxy(() => fixture.Store.Endpoint, IPAddress.Parse(fixture.Network.Gateway));
        proxy.Fail((_, path) => path.Contains(segments[2], StringComparison.Ordinal)
            ? HttpStatusCode.ServiceUnavailable : null);
        var failed = await DrillRun.RunAsync(
            archive, new { kind = "latest" }, [("rows", "select count(*) = 5 from t")], endpoint: proxy.Endpoint,
                deadlineSeconds: 40);
        Assert.False(failed.Ok, failed.Log);
        Assert.NotEmpty(proxy.Failed);
        Assert.Contains(segments[2], failed.Error, StringComparison.Ordinal);

        var healed = await DrillRun.RunAsync(
            archive, new { kind = "latest" }, [("rows", "select count(*) = 5 from t")], endpoint: proxy.Endpoint,
            whileRunning: async _ =>
            {
                var seen = proxy.Failed.Count;
                while (proxy.Failed.Count == seen) await Task.Delay(100);
                proxy.Heal();
            });
        Assert.True(healed.Ok, healed.Log);
        Assert.Equal(before, await archive.KeysAsync());
    }

    [Fact]
    public async Task Segments_that_piled_up_while_the_store_was_away_arrive_without_a_gap()
    {
        var archive = fixture.Archive("pile");
        await using var server = await PostgresServer.StartReadyAsync(archive);
        var first = await server.SwitchWalAsync();
        await archive.WaitForSegmentAsync(first, seconds: 10);
        await fixture.Store.StopAsync();
        var last = first;
        for (var round = 0; round < 64; round++) last = await server.SwitchWalAsync();
        await DockerCli.RunAsync("kill", server.Name);
        await fixture.Store.StartAgainAsync();
        await DockerCli.RunAsync("start", server.Name);
        await server.WaitReadyAsync();
        await archive.WaitForSegmentAsync(last, seconds: 90);
        var numbers = (await archive.SegmentsAsync()).Select(name =>
            Convert.ToUInt64(name[8..16], 16) * 256 + Convert.ToUInt64(name[16..], 16)).ToArray();
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(index => numbers[0] + (ulong)index), numbers);
        Assert.True(numbers.Length >= 65);
    }
}
