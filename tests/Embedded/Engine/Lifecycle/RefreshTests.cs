using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

public sealed class RefreshTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task Adopts_drift_and_the_next_update_takes_it_back()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        Drift("a-1", "size", "9");
        var refresh = await _stack.RefreshAsync();
        Assert.True(refresh.Succeeded);
        Assert.Equal(1, refresh.Changes["update"]);
        Assert.Equal(new PropertyString("9"), _stack.Find("a").Outputs["size"]);
        Assert.Contains("[diff: ~size]", _stack.Shown);
        _stack.Cloud.TakeLog();
        await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        Assert.Equal(["update a"], _stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task Preview_reports_drift_and_writes_nothing()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        Drift("a-1", "size", "9");
        var before = _stack.File;
        var refresh = await _stack.RefreshAsync(new RunOptions { Preview = true });
        Assert.Equal(1, refresh.Changes["update"]);
        Assert.Same(before, _stack.File);
    }

    [Fact]
    public async Task Forgets_what_is_gone_and_the_next_update_makes_it_again()
    {
        await _stack.UpAsync(async program =>
        {
            var a = await program.ThingAsync("a", Text("size", "1"));
            await program.ThingAsync("b", Inputs(("from", a.Outputs["made"])), From("from", a.Urn));
        });
        _stack.Cloud.Things.TryRemove("a-1", out _);
        var refresh = await _stack.RefreshAsync();
        Assert.Equal(1, refresh.Changes["delete"]);
        Assert.Empty(_stack.Find("b").Dependencies);
        _stack.Cloud.TakeLog();
        await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        Assert.Contains("create a", _stack.Cloud.TakeLog());
    }

    [Fact]
    public async Task An_update_with_refresh_brings_back_what_was_killed()
    {
        await _stack.UpAsync(program => program.ThingAsync("a", Text("size", "1")));
        _stack.Cloud.Things.Clear();
        var preview =
            await _stack.PreviewAsync(
            program => program.ThingAsync("a", Text("size", "1")), new RunOptions { Refresh = true });
        Assert.Equal(1, preview.Changes["create"]);
        var result =
            await _stack.UpAsync(
            program => program.ThingAsync("a", Text("size", "1")), new RunOptions { Refresh = true });
        Assert.Equal(1, result.Changes["create"]);
        Assert.Single(_stack.Cloud.Things);
    }

    [Fact]
    public async Task Clears_the_errors_of_a_failed_start()
    {
        _stack.Cloud.Failures["ready a"] = "did not become ready";
        Assert.False((await _stack.UpAsync(program => program.ThingAsync("a"))).Succeeded);
        Assert.Equal(["did not become ready"], _stack.Find("a").InitErrors);
        await _stack.RefreshAsync();
        Assert.Empty(_stack.Find("a").InitErrors);
    }

    [Fact]
    public async Task Keeps_secrets_secret()
    {
        await _stack.UpAsync(
            program =>
            program.ThingAsync("a", Inputs(("password", new PropertySecret(new PropertyString("canary-77"))))));
        Drift("a-1", "size", "9");
        await _stack.RefreshAsync();
        Assert.DoesNotContain("canary-77", _stack.File);
        Assert.IsType<PropertySecret>(_stack.Find("a").Inputs["password"]);
    }

    private void Drift(string id, string name, string value) =>
        _stack.Cloud.Things[id] = _stack.Cloud.Things[id].With(name, new PropertyString(value));
}
