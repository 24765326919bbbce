using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Engine.State;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine;

/// <summary>The process dies at save n, for every n; the next run brings the stack to the same end, and nothing is left
/// over.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task A_crash_at_any_save_of_a_creation_leaves_nothing_behind()
    {
        for (var crashAt = 1; ; crashAt++)
        {
            var stack = new TestStack();
            if (!await CrashesAsync(stack, crashAt, () => stack.UpAsync(program => Program(program, "1")))) return;
            await ConvergesAsync(stack, "1");
        }
    }

    [Fact]
    public async Task A_crash_at_any_save_of_a_change_leaves_nothing_behind()
    {
        for (var crashAt = 1; ; crashAt++)
        {
            var stack = new TestStack();
            await stack.UpAsync(program => Program(program, "1"));
            if (!await CrashesAsync(stack, crashAt, () => stack.UpAsync(program => Program(program, "2")))) return;
            await ConvergesAsync(stack, "2");
        }
    }

    [Fact]
    public async Task A_crash_at_any_save_of_a_destroy_leaves_nothing_behind()
    {
        for (var crashAt = 1; ; crashAt++)
        {
            var stack = new TestStack();
            await stack.UpAsync(program => Program(program, "1"));
            if (!await CrashesAsync(stack, crashAt, () => stack.DestroyAsync())) return;
            Assert.True((await stack.DestroyAsync()).Succeeded);
            Assert.Empty(stack.State.Resources);
            Assert.Empty(stack.Cloud.Things);
        }
    }

    /// <summary>Runs with a crash at one save; false when the run needed fewer.</summary>
    private static async Task<bool> CrashesAsync(TestStack stack, int crashAt, Func<Task> run)
    {
        var first = stack.Saves;
        stack.OnSave = save =>
        {
            if (save - first >= crashAt) throw new StateFailure("crash");
        };
        var crashed = false;
        try
        {
            await run();
        }
        catch (StateFailure)
        {
            crashed = true;
        }
        stack.OnSave = null;
        SnapshotInvariants.Verify(stack.State);
        return crashed;
    }

    private static async Task ConvergesAsync(TestStack stack, string value)
    {
        // A refresh, as the project's settings demand it: a deletion that was done but not noted is seen.
        var result = await stack.UpAsync(program => Program(program, value), new RunOptions { Refresh = true });
        Assert.True(result.Succeeded, string.Join('\n', stack.Errors));
        Assert.Empty(stack.State.PendingOperations);
        var things = stack.State.Resources.Where(resource => resource.Type == Thing).ToArray();
        Assert.Equal(things.Select(thing => thing.Id).Order(), stack.Cloud.Things.Keys.Order());
        var again = await stack.UpAsync(program => Program(program, value), new RunOptions { Refresh = true });
        Assert.False(again.HasChanges);
    }

    private static async Task Program(Declaration program, string value)
    {
        var a = await program.ThingAsync("a", Text("key", value));
        var b = await program.ThingAsync(
            "b", Inputs(("key", a.Outputs["made"]), ("first", new PropertyBool(true))), From("key", a.Urn));
        await program.ThingAsync("c", Inputs(("size", b.Outputs["made"])), From("size", b.Urn));
        if (value == "1") await program.ThingAsync("d", Inputs(("size", b.Outputs["made"])), From("size", b.Urn));
    }
}
