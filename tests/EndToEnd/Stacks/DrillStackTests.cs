using System.Globalization;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>Recovery drills beside a running primary, and without the state that made it.</summary>
[Trait("Tier", "end-to-end")]
[Collection(DevStackCollection.Name)]
public sealed class DrillStackTests(DevStack dev)
{
    [Fact]
    public async Task A_drill_recovers_what_was_archived_and_one_to_an_earlier_time_does_not_have_it()
    {
        var before = await dev.WriteArchivedAsync();
        var row = await dev.WriteArchivedAsync();
        await using var drill = await TestStack.CreateAsync(Config($"n = {row.Number}", "1"), dev.Stack);
        var text = await drill.UpAsync();
        Assert.Contains("recoveredUntil", text, StringComparison.Ordinal);
        Assert.Contains("\"ok\":true", await drill.OutputAsync("report"), StringComparison.Ordinal);

        await drill.DoAsync("config", "set", "--path", "postern:checks[0].expect", "0");
        await drill.DoAsync("config", "set", "postern:target", "latest");
        var failed = await drill.TryAsync("up", "--yes");
        Assert.NotEqual(0, failed.ExitCode);
        Assert.Contains("\"ok\":false", await drill.OutputAsync("report"), StringComparison.Ordinal);

        var time = before.ArchivedAt.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture);
        await drill.DoAsync("config", "set", "--path", "postern:target.time", time);
        await drill.UpAsync();
        Assert.Contains("\"ok\":true", await drill.OutputAsync("report"), StringComparison.Ordinal);

        await drill.DoAsync("destroy", "--yes");
        foreach (var kind in new[] { "container", "volume", "network" })
        {
            string[] all = kind == "container" ? ["--all"] : [];
            Assert.Equal("", await DockerCli.RunAsync(
                [kind, "ls", .. all, "--quiet", "--filter", $"label=org.postern.stack=postern/{drill.Name}"]));
        }
    }

    [Fact]
    public async Task A_drill_needs_the_keys_and_no_state()
    {
        await dev.WriteArchivedAsync();
        string[] source =
        [
            "postern:kind: drill",
            "postern:imageSource: debian",
            "postern:source:",
            "  endpoint: http://store:8080",
            $"  bucket: {dev.Stack.Prefix}",
            $"  prefix: {dev.Stack.Name}/17",
            $"  network: {dev.Stack.Prefix}",
            "  accessKey: postern:reader",
            $"  secretKey: {await dev.Stack.OutputAsync("sourceSecretKey")}",
        ];
        await using var drill = await TestStack.CreateAsync(source);
        await drill.UpAsync();
        Assert.Contains("\"ok\":true", await drill.OutputAsync("report"), StringComparison.Ordinal);
    }

    private string[] Config(string condition, string expect) =>
    [
        "postern:kind: drill",
        "postern:imageSource: debian",
        $"postern:follows: {dev.Stack.Name}",
        "postern:checks:",
        "  - name: the row is there",
        $"    sql: select count(*) from journal where {condition}",
        $"    expect: \"{expect}\"",
    ];
}
