using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

public sealed class TargetTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Only_targets_change()
    {
        await _stack.UpAsync(program => Two(program, "1"));
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(program => Two(program, "2"), new RunOptions { Targets = ["**::a"] });
        Assert.True(result.Succeeded);
        Assert.Equal(["update a"], _stack.Cloud.TakeLog());
        Assert.Equal(1, result.Changes["update"]);
    }

    [Fact]
    public async Task What_is_no_target_is_not_created()
    {
        var result = await _stack.UpAsync(program => Two(program, "1"), new RunOptions { Targets = ["**::a"] });
        Assert.True(result.Succeeded);
        Assert.Equal(["create a"], _stack.Cloud.TakeLog());
        Assert.DoesNotContain(
            _stack.State.Resources, resource => resource.Urn.EndsWith("::b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_target_that_needs_something_that_is_none_is_refused()
    {
        var result = await _stack.UpAsync(async program =>
        {
            var a = await program.ThingAsync("a");
            await program.ThingAsync("b", Inputs(("from", new PropertyString("?"))), From("from", a.Urn));
        }, new RunOptions { Targets = ["**::b"] });
        Assert.False(result.Succeeded);
        Assert.Contains(_stack.Errors, error => error.Contains("was not specified in --target list"));
    }

    [Fact]
    public async Task Destroying_a_target_with_dependants_is_refused_unless_they_may_go_too()
    {
        await _stack.UpAsync(Chain);
        _stack.Cloud.TakeLog();
        var refused = await _stack.DestroyAsync(new RunOptions { Targets = ["**::a"] });
        Assert.False(refused.Succeeded);
        Assert.Empty(_stack.Cloud.TakeLog());
        var result = await _stack.DestroyAsync(new RunOptions { Targets = ["**::a"], TargetDependents = true });
        Assert.True(result.Succeeded);
        Assert.Equal(["delete b", "delete a"], _stack.Cloud.TakeLog());
    }

    private static async Task Two(Declaration program, string size)
    {
        await program.ThingAsync("a", Text("size", size));
        await program.ThingAsync("b", Text("size", size));
    }

    private static async Task Chain(Declaration program)
    {
        var a = await program.ThingAsync("a");
        await program.ThingAsync("b", Inputs(("from", a.Outputs["made"])), From("from", a.Urn));
    }
}
