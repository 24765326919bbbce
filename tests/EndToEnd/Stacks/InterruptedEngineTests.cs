using System.Text.Json;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>Ctrl-C while the server is being replaced: by signals to the real process.</summary>
[Trait("Tier", "end-to-end")]
[Collection(DevStackCollection.Name)]
public sealed class InterruptedEngineTests(DevStack dev)
{
    [Theory]
    [InlineData(1, new[] { 1 }, "48MB")]
    // The step may have ended before the second one comes; InterruptTests has that under control.
    [InlineData(2, new[] { 1, 8 }, "56MB")]
    public async Task Ends_with_a_whole_state_and_the_next_run_finishes(
        int times, int[] exitCodes, string sharedBuffers)
    {
        await dev.Stack.UpAsync();
        var row = await dev.WriteArchivedAsync();
        var before = await dev.Stack.SqlAsync("show shared_buffers");
        await dev.Stack.DoAsync("config", "set", "--path", "postern:parameters.shared_buffers", sharedBuffers);
        var interrupted = await dev.Stack.InterruptAsync(
            line => line.Contains("Container server deleting", StringComparison.Ordinal), times, "up", "--yes");
        Assert.True(exitCodes.Contains(interrupted.ExitCode), interrupted.Text);
        // A step that was let end is no question to the next run; one that was cut off is.
        if (times == 1) Assert.Equal(0, await PendingAsync());

        await dev.Stack.UpAsync();
        Assert.Equal(0, await PendingAsync());
        Assert.Equal(sharedBuffers, await dev.Stack.SqlAsync("show shared_buffers"));
        Assert.Equal("1", await dev.Stack.SqlAsync($"select count(*) from journal where n = {row.Number}"));
        await dev.Stack.DoAsync("config", "set", "--path", "postern:parameters.shared_buffers", before);
        await dev.Stack.UpAsync();
    }

    private async Task<int> PendingAsync()
    {
        var export = (await dev.Stack.TryAsync("stack", "export")).Succeeded("stack export").Output;
        using var json = JsonDocument.Parse(export);
        return json.RootElement.GetProperty("deployment").TryGetProperty("pending_operations", out var pending)
            ? pending.GetArrayLength() : 0;
    }
}
