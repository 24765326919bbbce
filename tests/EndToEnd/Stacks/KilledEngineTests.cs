using System.Text.Json;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>
/// The engine is killed with SIGKILL before and after every call that makes, changes or removes something; the next
/// run goes on from there, and in the end nothing is missing, doubled or left over.
/// </summary>
[Trait("Tier", "end-to-end")]
public sealed class KilledEngineTests : IAsyncLifetime
{
    private const int Killed = 137;

    /// <summary>More than the stack has resources: a run that does not get on is not mended.</summary>
    private const int MostKills = 120;

    private readonly HashSet<string> _volumes = new(StringComparer.Ordinal);

    private TestStack _stack = null!;

    public async ValueTask InitializeAsync() => _stack = await TestStack.CreateAsync(
    [
        "postern:kind: primary",
        "postern:imageSource: debian",
        $"postern:port: \"{TestStack.FreePort()}\"",
        $"postern:storePort: \"{TestStack.FreePort()}\"",
        "postern:parameters:",
        "  shared_buffers: 32MB",
    ]);

    [Fact]
    public async Task A_run_that_is_killed_at_any_step_is_mended_by_the_next()
    {
        // Each run goes one creation further, and dies between the call and the checkpoint, or before the next call.
        var creations = await KillUntilDoneAsync(["created:1", "creating:2"], "up", "--parallel", "1");
        Assert.InRange(creations, 25, MostKills);
        await AssertWholeAsync();
        await _stack.SqlAsync("create table kept (n int); insert into kept values (1)");

        await _stack.DoAsync("config", "set", "--path", "postern:parameters.shared_buffers", "48MB");
        foreach (var moment in (string[])["deleting:1", "deleted:1", "saved:3", "creating:1", "created:1", "saving:6"])
        {
            Assert.Equal(Killed, (await CrashAsync(moment, "up")).ExitCode);
        }
        await _stack.UpAsync();
        await AssertWholeAsync();
        Assert.Equal("48MB", await _stack.SqlAsync("show shared_buffers"));
        Assert.Equal("1", await _stack.SqlAsync("select n from kept"));

        var removals = await KillUntilDoneAsync(["deleted:1", "deleting:2"], "destroy", "--exclude-protected");
        Assert.InRange(removals, 4, MostKills);
        Assert.Equal(await ContainersAsync(), await RecordedContainersAsync());
        await _stack.UpAsync();
        Assert.Equal(await ContainersAsync(), await RecordedContainersAsync());
        Assert.Equal("1", await _stack.SqlAsync("select n from kept"));
    }

    public ValueTask DisposeAsync() => _stack.DisposeAsync();

    /// <summary>Runs again and again, each time killed at the next of the moments in turn, until one run ends before
    /// its moment; answers how many were killed.</summary>
    private async Task<int> KillUntilDoneAsync(string[] moments, string verb, params string[] flags)
    {
        for (var kills = 0; kills < MostKills; kills++)
        {
            var result = await CrashAsync(moments[kills % moments.Length], verb, flags);
            if (result.ExitCode == 0) return kills;
            Assert.True(result.ExitCode == Killed, $"after {kills} kills:\n{result.Text}");
        }
        throw new TimeoutException($"{MostKills} runs of {verb} were killed, and none came to its end");
    }

    private async Task<CommandResult> CrashAsync(string moment, string verb, params string[] flags)
    {
        var result = await _stack.CrashAsync(moment, [verb, "--yes", "--skip-preview", .. flags]);
        await AssertVolumesKeptAsync();
        return result;
    }

    private async Task AssertVolumesKeptAsync()
    {
        var now = await ListAsync("volume", "ls", "--format", "{{.Name}}");
        var kept = _volumes.Where(static name => name.EndsWith("-data", StringComparison.Ordinal)
            || name.EndsWith("-store", StringComparison.Ordinal));
        Assert.Subset(now.ToHashSet(), kept.ToHashSet());
        _volumes.UnionWith(now);
    }

    private async Task AssertWholeAsync()
    {
        Assert.Equal(await ContainersAsync(), await RecordedContainersAsync());
        var again = await _stack.TryAsync("up", "--yes", "--expect-no-changes");
        Assert.True(again.ExitCode == 0, again.Text);
    }

    private async Task<IEnumerable<string>> ContainersAsync() =>
        await ListAsync("container", "ls", "--all", "--no-trunc", "--quiet");

    /// <summary>The ids of the containers in the state, which has nothing pending.</summary>
    private async Task<IEnumerable<string>> RecordedContainersAsync()
    {
        var export = (await _stack.TryAsync("stack", "export")).Succeeded("stack export").Output;
        using var json = JsonDocument.Parse(export);
        var deployment = json.RootElement.GetProperty("deployment");
        Assert.False(deployment.TryGetProperty("pending_operations", out var pending) && pending.GetArrayLength() > 0);
        return
        [
            .. deployment.GetProperty("resources").EnumerateArray()
                .Where(resource => resource.GetProperty("type").GetString() == "docker:index/container:Container")
                .Select(resource => resource.GetProperty("id").GetString()!).Order(StringComparer.Ordinal),
        ];
    }

    private async Task<IEnumerable<string>> ListAsync(params string[] command)
    {
        var text = await DockerCli.RunAsync(
            [.. command, "--filter", $"label=org.postern.stack=postern/{_stack.Name}"]);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }
}
