using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker;
using Postern.Tests.Embedded.Cli;
using Postern.Tests.Embedded.Engine;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>What comes back under its old name goes first: the engine would adopt it, and then delete it.</summary>
public sealed class ReplacementOrderTests : IDisposable
{
    private const string Volume = "docker:index/volume:Volume";

    private readonly LoopbackServer _docker = new();
    private readonly CliHarness _cli = CliHarness.NewProject();

    public void Dispose()
    {
        _cli.Dispose();
        _docker.Dispose();
    }

    [Fact]
    public async Task A_volume_under_the_same_name_is_deleted_before_it_is_made_anew()
    {
        _cli.Providers = package => package == "docker" ? Provider() : null;
        _docker.Answer("DELETE /v1.41/volumes/data", 204);
        await _cli.RunAsync("stack", "init", "dev");
        Assert.Equal(["POST /v1.41/volumes/create"], await UpAsync("one"));
        Assert.Equal(["DELETE /v1.41/volumes/data", "POST /v1.41/volumes/create"], await UpAsync("two"));
        Assert.Empty(await UpAsync("two"));
    }

    [Theory]
    [InlineData(Volume, "data", true)]
    [InlineData(Volume, "other", false)]
    [InlineData("docker:index/network:Network", "data", true)]
    [InlineData("docker:index/network:Network", "other", false)]
    public async Task The_name_decides(string type, string name, bool deletesFirst)
    {
        using var provider = Provider();
        var old = Inputs("one");
        var diff = await provider.DiffAsync(
            new DiffRequest(
                new ResourceIdentity($"urn:pulumi:dev::p::{type}::d", type, "d"), "data", old, old,
                Inputs("two").With("name", new PropertyString(name)), []),
            CancellationToken.None);
        Assert.Contains("labels", diff.ReplaceKeys);
        Assert.Equal(deletesFirst, diff.DeleteBeforeReplace);
    }

    private static PropertyMap Inputs(string role) => Property.Map(
        $$"""{"name":"data","labels":[{"label":"role","value":"{{role}}"}]}""");

    private DockerProvider Provider() =>
        new(new DockerProviderSettings($"tcp://127.0.0.1:{_docker.Port}", TimeProvider.System, _ => [], "/"));

    private async Task<string[]> UpAsync(string role)
    {
        _docker.Forget("POST /v1.41/volumes/create");
        _docker.Answer(
            "POST /v1.41/volumes/create", 201,
            $$"""{"Name":"data","Driver":"local","Mountpoint":"/m","Labels":{"role":"{{role}}"},"Options":null}""");
        _cli.Program = new DeclaredProgram(
            program => program.ThingAsync("data", Inputs(role), request => request with { Type = Volume }));
        _docker.Calls.Clear();
        var outcome = await _cli.RunAsync("up", "--yes", "--skip-preview");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
        return [.. _docker.Calls.Select(made => made.Call)];
    }
}
