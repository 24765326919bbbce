using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine;

public sealed class ManyResourcesTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task An_unchanged_stack_of_two_hundred_is_written_once()
    {
        await _stack.UpAsync(Program);
        var before = _stack.Saves;
        var result = await _stack.UpAsync(Program);
        Assert.Equal(201, result.Changes["same"]);
        Assert.Equal(before + 1, _stack.Saves);
    }

    [Fact]
    public async Task Steps_that_end_together_share_a_write()
    {
        _stack.OnSave = _ => Thread.SpinWait(50_000);
        await _stack.UpAsync(Program);
        // One write before and one after each of 200 creations would be 400.
        Assert.InRange(_stack.Saves, 2, 399);
        Assert.Equal(200, _stack.Cloud.Things.Count);
    }

    private static Task Program(Declaration program) =>
        Task.WhenAll(Enumerable.Range(0, 200).Select(i => program.ThingAsync($"t{i}", Text("size", "1"))));
}
