using Postern.Embedded.Contracts.Values;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

public sealed class UpdateTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Creates_what_is_declared_and_deletes_what_is_not()
    {
        var first = await _stack.UpAsync(async program =>
        {
            var a = await program.ThingAsync("a", Text("size", "1"));
            await program.ThingAsync("b", Inputs(("from", a.Outputs["made"])), From("from", a.Urn));
            await program.OutputsAsync(("made", a.Outputs["made"]));
        });
        Assert.True(first.Succeeded);
        Assert.Equal(3, first.Changes["create"]);
        Assert.Equal(["create a", "create b"], _stack.Cloud.TakeLog());
        Assert.Equal(new PropertyString("made-a-1"), _stack.State.Stack!.Outputs["made"]);

        var second = await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        Assert.True(second.Succeeded);
        Assert.Equal(1, second.Changes["delete"]);
        Assert.Equal(["delete b"], _stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task Does_nothing_when_nothing_has_changed()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        var before = _stack.Saves;
        var again = await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        Assert.False(again.HasChanges);
        Assert.Equal(2, again.Changes["same"]);
        Assert.Equal(["create a"], _stack.Cloud.TakeLog());
        Assert.Equal(before + 1, _stack.Saves);
    }

    [Fact]
    public async Task Updates_in_place()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        var old = _stack.Find("a");
        var result = await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "2")));
        Assert.Equal(1, result.Changes["update"]);
        Assert.Equal(old.Id, _stack.Find("a").Id);
        Assert.Equal(old.Created, _stack.Find("a").Created);
        Assert.Equal(new PropertyString("2"), _stack.Find("a").Outputs["size"]);
    }

    [Fact]
    public async Task Preview_changes_nothing_and_leaves_unknown_what_only_the_cloud_knows()
    {
        PropertyValue? seen = null;
        var result = await _stack.PreviewAsync(async program =>
        {
            var a = await program.ThingAsync("a", Text("size", "1"));
            seen = a.Outputs["made"];
            Assert.IsType<PropertyUnknown>(a.Id);
        });
        Assert.Equal(2, result.Changes["create"]);
        Assert.IsType<PropertyUnknown>(seen);
        Assert.Empty(_stack.Cloud.Log);
        Assert.Null(_stack.File);
    }

    [Fact]
    public async Task Destroy_deletes_in_reverse_order()
    {
        await _stack.UpAsync(async program =>
        {
            var a = await program.ThingAsync("a");
            var b = await program.ThingAsync("b", Inputs(("from", a.Outputs["made"])), From("from", a.Urn));
            await program.ThingAsync("c", Inputs(("from", b.Outputs["made"])), From("from", b.Urn));
        });
        _stack.Cloud.TakeLog();
        var result = await _stack.DestroyAsync();
        Assert.True(result.Succeeded);
        Assert.Equal(4, result.Changes["delete"]);
        Assert.Equal(["delete c", "delete b", "delete a"], _stack.Cloud.TakeLog());
        Assert.Empty(_stack.State.Resources);
        Assert.Empty(_stack.Cloud.Things);
    }

    [Fact]
    public async Task Shows_the_run_as_the_cli_does()
    {
        await _stack.PreviewAsync(async program =>
        {
            await program.ThingAsync("a", Text("size", "1"));
            await program.OutputsAsync(("name", new PropertyString("x")));
        });
        Assert.Equal(
            """
            Previewing update (dev):

             +  pulumi:pulumi:Stack proj-dev create 
             +  mem:index:Thing a create 
             +  pulumi:pulumi:Stack proj-dev create 
            Outputs:
                name: "x"

            Resources:
                + 2 to create


            """.ReplaceLineEndings("\n"),
            _stack.Shown);
    }
}
