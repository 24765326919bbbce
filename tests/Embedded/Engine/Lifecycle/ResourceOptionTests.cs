using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

public sealed class ResourceOptionTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task An_alias_renames_without_touching_the_resource()
    {
        await _stack.UpAsync(async program =>
        {
            var a = await program.ThingAsync("old", Text("size", "1"));
            await program.ThingAsync("b", Inputs(("from", a.Outputs["made"])), From("from", a.Urn));
        });
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(async program =>
        {
            var a = await program.ThingAsync("new", Text("size", "1"), options => options with
            {
                Aliases = [new ResourceAlias(null, "old", null, null, null, null, false)],
            });
            await program.ThingAsync("b", Inputs(("from", a.Outputs["made"])), From("from", a.Urn));
        });
        Assert.True(result.Succeeded);
        Assert.False(result.HasChanges);
        Assert.Empty(_stack.Cloud.TakeLog());
        Assert.Equal("old-1", _stack.Find("new").Id);
        Assert.DoesNotContain("::old", _stack.File);
    }

    [Fact]
    public async Task A_renamed_component_takes_its_children_along()
    {
        await _stack.UpAsync(async program =>
        {
            var group = await program.ComponentAsync("before");
            await program.ThingAsync("a", null, options => options with { Parent = group });
        });
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(async program =>
        {
            var group = await program.ComponentAsync(
                "after", aliases: [new ResourceAlias(null, "before", null, null, null, null, false)]);
            await program.ThingAsync("a", null, options => options with { Parent = group });
        });
        Assert.True(result.Succeeded);
        Assert.Empty(_stack.Cloud.TakeLog());
        Assert.Contains("::after", _stack.Find("a").Parent);
    }

    [Fact]
    public async Task Protection_refuses_deletion_and_names_resource_and_command()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", null, options => options with { Protect = true }));
        var urn = _stack.Find("a").Urn;
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(_ => Task.CompletedTask);
        Assert.False(result.Succeeded);
        Assert.Contains(
            _stack.Errors, error => error.Contains($"\"{urn}\" cannot be deleted")
            && error.Contains("pulumi state unprotect"));
        Assert.Empty(_stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task Protection_refuses_replacement()
    {
        await _stack.UpAsync(
            program => program.ThingAsync("a", Text("key", "1"), options => options with { Protect = true }));
        _stack.Cloud.TakeLog();
        var result =
            await _stack.UpAsync(
            program => program.ThingAsync("a", Text("key", "2"), options => options with { Protect = true }));
        Assert.False(result.Succeeded);
        Assert.Contains(_stack.Errors, error => error.Contains("cannot be replaced"));
        Assert.Empty(_stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task Destroy_with_exclude_protected_keeps_what_protection_needs()
    {
        await _stack.UpAsync(async program =>
        {
            var a = await program.ThingAsync("needed");
            await program.ThingAsync(
                "kept", Inputs(("from", a.Outputs["made"])), options =>
                From("from", a.Urn)(options) with { Protect = true });
            await program.ThingAsync("gone");
            await program.OutputsAsync(("x", new PropertyString("y")));
        });
        _stack.Cloud.TakeLog();
        var result = await _stack.DestroyAsync(new RunOptions { ExcludeProtected = true });
        Assert.True(result.Succeeded);
        Assert.Equal(1, result.ProtectedLeft);
        Assert.Equal(["delete gone"], _stack.Cloud.TakeLog());
        Assert.Equal(new PropertyString("y"), _stack.State.Stack!.Outputs["x"]);
    }

    [Fact]
    public async Task Retained_resources_leave_the_state_only()
    {
        await _stack.UpAsync(
            program => program.ThingAsync("a", null, options => options with { RetainOnDelete = true }));
        _stack.Cloud.TakeLog();
        var result = await _stack.UpAsync(_ => Task.CompletedTask);
        Assert.True(result.Succeeded);
        Assert.Empty(_stack.Cloud.TakeLog());
        Assert.Single(_stack.Cloud.Things);
        Assert.DoesNotContain(_stack.State.Resources, resource => resource.Type == Thing);
    }

    [Fact]
    public async Task Ignored_changes_keep_the_old_value()
    {
        await _stack.UpAsync(
            program =>
            program.ThingAsync("a", Inputs(("size", new PropertyString("1")), ("tag", new PropertyString("x")))));
        var result = await _stack.UpAsync(program => program.ThingAsync(
            "a", Inputs(("size", new PropertyString("2")), ("tag", new PropertyString("y"))),
            options => options with { IgnoreChanges = ["size"] }));
        Assert.Equal(1, result.Changes["update"]);
        Assert.Equal(new PropertyString("1"), _stack.Find("a").Inputs["size"]);
        Assert.Equal(new PropertyString("y"), _stack.Find("a").Inputs["tag"]);
    }

    [Fact]
    public async Task Deleted_with_another_needs_no_call()
    {
        await _stack.UpAsync(async program =>
        {
            var host = await program.ThingAsync("host");
            await program.ThingAsync("guest", null, options => options with { DeletedWith = host.Urn });
        });
        _stack.Cloud.TakeLog();
        await _stack.DestroyAsync();
        Assert.Equal(["delete host"], _stack.Cloud.TakeLog());
        Assert.Empty(_stack.State.Resources);
    }

    [Fact]
    public async Task An_import_adopts_what_exists()
    {
        _stack.Cloud.Things["x-9"] = Inputs(("size", new PropertyString("1")), ("made", new PropertyString("by hand")));
        var result =
            await _stack.UpAsync(
            program => program.ThingAsync("a", Text("size", "1"), options => options with { ImportId = "x-9" }));
        Assert.True(result.Succeeded);
        Assert.Equal("x-9", _stack.Find("a").Id);
        Assert.Empty(_stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task An_import_of_something_else_fails()
    {
        _stack.Cloud.Things["x-9"] = Text("size", "3");
        var result =
            await _stack.UpAsync(
            program => program.ThingAsync("a", Text("size", "1"), options => options with { ImportId = "x-9" }));
        Assert.False(result.Succeeded);
        Assert.Contains(_stack.Errors, error => error.Contains("inputs to import do not match"));
    }

    [Fact]
    public async Task Secrets_stay_secret_in_inputs_outputs_and_display()
    {
        var secret = new PropertySecret(new PropertyString("canary-5c1"));
        await _stack.UpAsync(async program =>
        {
            var a = await program.ThingAsync("a", Inputs(
                ("list", new PropertyList([new PropertyString("open"), secret])), ("password", secret)));
            Assert.IsType<PropertySecret>(a.Outputs["list"]);
            await program.OutputsAsync(("password", a.Outputs["password"]));
        });
        Assert.DoesNotContain("canary-5c1", _stack.File);
        Assert.DoesNotContain("canary-5c1", _stack.Shown);
        Assert.Contains("password: [secret]", _stack.Shown);
        Assert.IsType<PropertySecret>(_stack.Find("a").Outputs["list"]);
        Assert.IsType<PropertySecret>(_stack.Find("a").Inputs["list"]);
        var again = await _stack.UpAsync(program => program.ThingAsync("a", Inputs(
            ("list", new PropertyList([new PropertyString("open"), secret])), ("password", secret))));
        Assert.False(again.HasChanges);
    }

    [Fact]
    public async Task Additional_secret_outputs_are_marked()
    {
        await _stack.UpAsync(
            program => program.ThingAsync("a", null, options => options with { AdditionalSecretOutputs = ["made"] }));
        Assert.IsType<PropertySecret>(_stack.Find("a").Outputs["made"]);
        Assert.DoesNotContain("made-a-1", _stack.File);
    }

    [Fact]
    public async Task Check_failures_name_the_resource_and_the_property()
    {
        var result = await _stack.PreviewAsync(program => program.ThingAsync("a", Text("bad", "x")));
        Assert.False(result.Succeeded);
        Assert.Contains(
            _stack.Errors, error =>
            error == "mem:index:Thing resource 'a' has a problem: this is bad. Examine values at 'a.bad'.");
    }

    [Fact]
    public async Task A_name_twice_is_refused()
    {
        var result = await _stack.PreviewAsync(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("a");
        });
        Assert.False(result.Succeeded);
        Assert.Contains(_stack.Errors, error => error.StartsWith("Duplicate resource URN", StringComparison.Ordinal));
    }
}
