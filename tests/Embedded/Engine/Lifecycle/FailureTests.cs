using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.State;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

public sealed class FailureTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Saves_what_was_done_before_the_failure()
    {
        _stack.Cloud.Failures["create b"] = "quota exceeded";
        var result = await _stack.UpAsync(Chain);
        Assert.False(result.Succeeded);
        Assert.Equal(2, result.Errored);
        Assert.Equal("a-1", _stack.Find("a").Id);
        Assert.Empty(_stack.State.PendingOperations);
        Assert.Contains("**creating failed** error: quota exceeded", _stack.Shown);
        _stack.Cloud.Failures.Clear();
        Assert.True((await _stack.UpAsync(Chain)).Succeeded);
        Assert.Equal(["create a", "create b", "create c"], _stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task Deletes_nothing_after_a_failure()
    {
        await _stack.UpAsync(Chain);
        _stack.Cloud.TakeLog();
        _stack.Cloud.Failures["update a"] = "no";
        var result = await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "2")));
        Assert.False(result.Succeeded);
        Assert.Empty(_stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task Keeps_the_outputs_of_the_last_good_update()
    {
        await _stack.UpAsync(program => program.OutputsAsync(("x", new PropertyString("1"))));
        await _stack.UpAsync(async program =>
        {
            await program.ThingAsync("a", Text("bad", "x"));
            await program.OutputsAsync(("x", new PropertyString("2")));
        });
        Assert.Equal(new PropertyString("1"), _stack.State.Stack!.Outputs["x"]);
    }

    [Fact]
    public async Task A_resource_that_did_not_become_ready_stays_and_is_replaced()
    {
        _stack.Cloud.Failures["ready a"] = "unhealthy";
        Assert.False((await _stack.UpAsync(program => program.ThingAsync("a"))).Succeeded);
        Assert.Equal("a-1", _stack.Find("a").Id);
        _stack.Cloud.Failures.Clear();
        var result = await _stack.UpAsync(program => program.ThingAsync("a"));
        Assert.Equal(1, result.Changes["replace"]);
        Assert.Empty(_stack.Find("a").InitErrors);
    }

    [Fact]
    public async Task What_a_failed_deletion_requires_stays()
    {
        await _stack.UpAsync(Chain);
        _stack.Cloud.TakeLog();
        _stack.Cloud.Failures["delete c"] = "busy";
        Assert.False((await _stack.DestroyAsync()).Succeeded);
        Assert.Empty(_stack.Cloud.TakeLog());
        Assert.Equal(3, _stack.Cloud.Things.Count);
    }

    [Fact]
    public async Task An_interrupt_finishes_the_running_step_and_starts_no_other()
    {
        _stack.Cloud.OnOperation = operation =>
        {
            if (operation == "create b") _stack.Stop.Cancel();
        };
        var result = await _stack.UpAsync(Chain);
        Assert.False(result.Succeeded);
        Assert.Equal(["create a", "create b"], _stack.Cloud.TakeLog());
        Assert.Equal("b-2", _stack.Find("b").Id);
        Assert.Empty(_stack.State.PendingOperations);
    }

    [Fact]
    public async Task A_killed_creation_is_found_removed_and_made_again()
    {
        await _stack.UpAsync(program => program.ThingAsync("a"));
        var pending = _stack.Find("a") with { Urn = _stack.Find("a").Urn[..^1] + "b", Id = null };
        _stack.Cloud.Things["b-7"] = PropertyMap.Empty;
        _stack.Save(_stack.State with { PendingOperations = [new PendingOperation(pending, "creating")] });
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("b");
        });
        Assert.True(result.Succeeded);
        Assert.Contains("interrupted while creating", _stack.Shown);
        Assert.Equal(["delete b", "create b"], _stack.Cloud.TakeLog());
        Assert.Empty(_stack.State.PendingOperations);
        Assert.False(_stack.Cloud.Things.ContainsKey("b-7"));
    }

    [Fact]
    public async Task A_failed_preview_of_a_destroy_shows_every_protected_resource()
    {
        await _stack.UpAsync(async program =>
        {
            await program.ThingAsync("a", null, options => options with { Protect = true });
            await program.ThingAsync("b", null, options => options with { Protect = true });
        });
        var result = await _stack.DestroyAsync(new RunOptions { Preview = true });
        Assert.False(result.Succeeded);
        Assert.Equal(
            2, _stack.Errors.Count(error => error.StartsWith("Preview failed: resource", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Independent_steps_run_at_once_as_far_as_parallel_allows()
    {
        var (running, most) = (0, 0);
        _stack.Cloud.OnOperation = _ =>
        {
            lock (_stack)
            {
                most = Math.Max(most, ++running);
            }
            Thread.Yield();
            lock (_stack) running--;
        };
        var result = await _stack.UpAsync(
            program => Task.WhenAll(Enumerable.Range(0, 20).Select(i => program.ThingAsync($"t{i}"))),
            new RunOptions { Parallel = 1 });
        Assert.True(result.Succeeded);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task A_call_after_the_programs_end_changes_nothing()
    {
        var ended = new TaskCompletionSource();
        Task? late = null;
        var result = await _stack.UpAsync(program =>
        {
            late = Task.Run(async () =>
            {
                await ended.Task;
                await program.ThingAsync("late");
            });
            return Task.CompletedTask;
        });
        Assert.True(result.Succeeded);
        ended.SetResult();
        await Assert.ThrowsAsync<Postern.Embedded.Contracts.Programs.RunEndedException>(() => late!);
        Assert.Empty(_stack.Cloud.Log);
    }

    private static async Task Chain(Declaration program)
    {
        var a = await program.ThingAsync("a", Text("size", "1"));
        var b = await program.ThingAsync("b", Inputs(("from", a.Outputs["made"])), From("from", a.Urn));
        await program.ThingAsync("c", Inputs(("from", b.Outputs["made"])), From("from", b.Urn));
    }
}
