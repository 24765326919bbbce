using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.State;
using Xunit;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

/// <summary>What a killed run has left pending, where no provider can tell what became of it.</summary>
public sealed class PendingOperationTests
{
    private readonly TestStack _stack = new();

    public PendingOperationTests() => _stack.Cloud.ForgetsInterrupted = true;

    [Fact]
    public async Task A_creation_stays_with_a_warning_until_it_is_cleared()
    {
        await LeaveAsync("creating", "b");
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.True((await _stack.UpAsync(program => program.ThingAsync("a"))).Succeeded);
            Assert.Contains("interrupted while creating", _stack.Shown);
            Assert.Contains("pulumi refresh --clear-pending-creates", _stack.Shown);
            Assert.Single(_stack.State.PendingOperations);
        }
        await _stack.RefreshAsync();
        Assert.Single(_stack.State.PendingOperations);
        await _stack.RefreshAsync(new RunOptions { ClearPendingCreates = true });
        Assert.Empty(_stack.State.PendingOperations);
        await _stack.UpAsync(program => program.ThingAsync("a"));
        Assert.DoesNotContain("interrupted", _stack.Shown);
    }

    [Theory]
    [InlineData("updating")]
    [InlineData("deleting")]
    public async Task An_update_and_a_deletion_are_gone_after_the_next_run(string type)
    {
        await LeaveAsync(type, "a");
        await _stack.RefreshAsync();
        Assert.Empty(_stack.State.PendingOperations);
        Assert.Equal("a-1", _stack.Find("a").Id);
    }

    [Fact]
    public async Task A_preview_says_nothing_of_them()
    {
        await LeaveAsync("creating", "b");
        await _stack.PreviewAsync(program => program.ThingAsync("a"));
        Assert.DoesNotContain("pending", _stack.Shown);
        Assert.Single(_stack.State.PendingOperations);
    }

    private async Task LeaveAsync(string type, string name)
    {
        await _stack.UpAsync(program => program.ThingAsync("a"));
        var resource = _stack.Find("a");
        if (name != "a") resource = resource with { Urn = resource.Urn[..^1] + name, Id = null };
        _stack.Save(_stack.State with { PendingOperations = [new PendingOperation(resource, type)] });
    }
}
