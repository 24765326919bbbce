using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Engine.Lifecycle;

public sealed class ProviderTests
{
    private readonly TestStack _stack = new();

    [Fact]
    public async Task A_default_provider_looks_as_the_cli_writes_it()
    {
        await _stack.UpAsync(program => program.ThingAsync("a"));
        var provider = _stack.Find("default_1_0_0");
        Assert.Equal("urn:pulumi:dev::proj::pulumi:providers:mem::default_1_0_0", provider.Urn);
        Assert.Null(provider.Parent);
        Assert.Equal(
            Inputs(("__internal", PropertyMap.Empty), ("version", new PropertyString("1.0.0"))), provider.Inputs);
        Assert.Equal(Text("version", "1.0.0"), provider.Outputs);
        Assert.Equal(provider.Reference, _stack.Find("a").Provider);
    }

    [Fact]
    public async Task A_new_version_moves_resources_over_without_a_change()
    {
        await _stack.UpAsync(program => program.ThingAsync("a"));
        _stack.Cloud.TakeLog();
        var result =
            await _stack.UpAsync(
            program => program.ThingAsync("a", null, options => options with { Version = "2.0.0" }));
        Assert.False(result.HasChanges);
        Assert.Empty(_stack.Cloud.TakeLog());
        Assert.DoesNotContain("default_1_0_0", _stack.File);
    }

    [Fact]
    public async Task An_explicit_provider_is_a_resource_with_its_settings()
    {
        async Task Program(Declaration program, string host)
        {
            var provider = await program.Monitor.RegisterResourceAsync(
                new RegisterResourceRequest
                {
                    Type = "pulumi:providers:mem", Name = "mine", Custom = true, Parent = program.StackUrn,
                        Inputs = Text("host", host),
                },
                CancellationToken.None);
            var id = provider.Id is PropertyString text ? text.Value : "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
            await program.ThingAsync("a", null, options => options with { Provider = $"{provider.Urn}::{id}" });
        }
        var first = await _stack.UpAsync(program => Program(program, "x"));
        Assert.Equal(3, first.Changes["create"]);
        Assert.True((await _stack.PreviewAsync(program => Program(program, "y"))).Succeeded);
        var second = await _stack.UpAsync(program => Program(program, "y"));
        Assert.Equal(1, second.Changes["update"]);
        Assert.True((await _stack.DestroyAsync()).Succeeded);
        Assert.Empty(_stack.State.Resources);
    }

    [Fact]
    public async Task An_unknown_package_is_named()
    {
        var result =
            await _stack.PreviewAsync(
            program => program.ThingAsync("a", null, options => options with { Type = "gcp:index:Thing" }));
        Assert.False(result.Succeeded);
        Assert.Contains(_stack.Errors, error => error.Contains("no provider for package 'gcp'"));
    }

    [Fact]
    public async Task Invokes_reach_the_provider()
    {
        InvokeResult? answer = null;
        await _stack.UpAsync(async program =>
        {
            await program.ThingAsync("a");
            answer = await program.Monitor.InvokeAsync(
                new InvokeRequest("mem:index:count", PropertyMap.Empty, null, "1.0.0"), CancellationToken.None);
        });
        Assert.Equal(new PropertyNumber(1), answer!.Return["count"]);
    }
}
