using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

public sealed class ReplacementTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Creates_before_it_deletes()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", Text("key", "1")));
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(program => program.ThingAsync("a", Text("key", "2")));
        Assert.True(result.Succeeded);
        Assert.Equal(1, result.Changes["replace"]);
        Assert.Equal(["create a", "delete a"], _stack.Cloud.TakeLog());
        Assert.Equal("a-2", _stack.Find("a").Id);
    }

    [Fact]
    public async Task Deletes_first_when_the_provider_says_so()
    {
        await _stack.UpAsync(
            program =>
            program.ThingAsync("a", Inputs(("key", new PropertyString("1")), ("first", new PropertyBool(true)))));
        _stack.Cloud.TakeLog();
        await _stack.UpAsync(
            program =>
            program.ThingAsync("a", Inputs(("key", new PropertyString("2")), ("first", new PropertyBool(true)))));
        Assert.Equal(["delete a", "create a"], _stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task Deletes_dependants_first_that_would_be_replaced_anyway()
    {
        async Task Program(Declaration program, string key)
        {
            var a = await program.ThingAsync(
                "a", Text("key", key), options => options with { DeleteBeforeReplace = true });
            await program.ThingAsync("replaced", Inputs(("key", a.Outputs["made"])), From("key", a.Urn));
            await program.ThingAsync("updated", Inputs(("size", a.Outputs["made"])), From("size", a.Urn));
        }
        await _stack.UpAsync(program => Program(program, "1"));
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(program => Program(program, "2"));
        Assert.True(result.Succeeded);
        Assert.Equal(2, result.Changes["replace"]);
        Assert.Equal(
            ["delete replaced", "delete a", "create a", "create replaced", "update updated"], _stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task A_killed_delete_before_replace_goes_on_with_the_creation()
    {
        PropertyMap Inputs1(string key) => Inputs(("key", new PropertyString(key)), ("first", new PropertyBool(true)));
        await _stack.UpAsync(program => program.ThingAsync("a", Inputs1("1")));
        _stack.Cloud.Failures["create a"] = "no room";
        var failed = await _stack.UpAsync(program => program.ThingAsync("a", Inputs1("2")));
        Assert.False(failed.Succeeded);
        Assert.True(_stack.Find("a").PendingReplacement);
        _stack.Cloud.Failures.Clear();
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(program => program.ThingAsync("a", Inputs1("2")));
        Assert.True(result.Succeeded);
        Assert.Equal(["create a"], _stack.Cloud.TakeLog());
        Assert.False(_stack.Find("a").PendingReplacement);
    }

    [Fact]
    public async Task A_failed_deletion_of_the_old_half_is_tried_again()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", Text("key", "1")));
        _stack.Cloud.Failures["delete a"] = "still in use";
        var failed = await _stack.UpAsync(program => program.ThingAsync("a", Text("key", "2")));
        Assert.False(failed.Succeeded);
        Assert.Equal(2, _stack.State.Resources.Count(resource => resource.Type == Thing));
        Assert.Single(_stack.State.Resources, resource => resource.Delete);
        _stack.Cloud.Failures.Clear();
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(program => program.ThingAsync("a", Text("key", "2")));
        Assert.True(result.Succeeded);
        Assert.False(result.Changes.ContainsKey("delete"));
        Assert.Equal(["delete a"], _stack.Cloud.TakeLog());
        Assert.DoesNotContain(_stack.State.Resources, resource => resource.Delete);
    }

    [Fact]
    public async Task Replace_on_changes_turns_an_update_into_a_replacement()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(program => program.ThingAsync(
            "a", Text("size", "2"), options => options with { ReplaceOnChanges = ["*"] }));
        Assert.Equal(1, result.Changes["replace"]);
        Assert.Equal(["create a", "delete a"], _stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task Target_replace_replaces_without_a_change_and_leaves_the_rest()
    {
        async Task Program(Declaration program, string size)
        {
            await program.ThingAsync("a", Text("size", size));
            await program.ThingAsync("b", Text("size", size));
        }
        await _stack.UpAsync(program => Program(program, "1"));
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(
            program => Program(program, "1"), new RunOptions { TargetReplaces = ["**::a"] });
        Assert.Equal(1, result.Changes["replace"]);
        Assert.Equal(["create a", "delete a"], _stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task Preview_of_a_replacement_makes_dependants_see_unknowns()
    {
        async Task Program(Declaration program, string key)
        {
            var a = await program.ThingAsync("a", Text("key", key));
            await program.ThingAsync("b", Inputs(("key", a.Outputs["made"])), From("key", a.Urn));
        }
        await _stack.UpAsync(program => Program(program, "1"));
        var preview = await _stack.PreviewAsync(program => Program(program, "2"));
        Assert.Equal(2, preview.Changes["replace"]);
    }

    [Fact]
    public async Task Preflight_stops_a_replacement_before_anything_is_deleted()
    {
        await _stack.UpAsync(
            program =>
            program.ThingAsync("a", Inputs(("key", new PropertyString("1")), ("first", new PropertyBool(true)))));
        _stack.Cloud.TakeLog();
        Task Program(Declaration program) => program.ThingAsync(
            "a", Inputs(("busy", new PropertyString("5432")), ("key", new PropertyString("2")),
            ("first", new PropertyBool(true))));
        var preview = await _stack.PreviewAsync(Program);
        var up = await _stack.UpAsync(Program);
        Assert.False(preview.Succeeded);
        Assert.False(up.Succeeded);
        Assert.Contains(_stack.Errors, error => error.Contains("port 5432 is in use"));
        Assert.Empty(_stack.Cloud.TakeLog());
    }
}
