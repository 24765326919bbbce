using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Containers;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>Creations that do not come to a good end: what they leave, and what they say.</summary>
[Collection(DockerCollection.Name)]
[Trait("Tier", "real-server")]
public sealed class ContainerFailureTests(DockerFixture fixture)
{
    private const string Container = "docker:index/container:Container";

    [Fact]
    public async Task A_creation_that_is_cancelled_half_way_is_in_the_state_and_goes_with_it()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var container = new ProviderSession(provider, Container, "cancelled");
        var inputs = await container.CheckAsync(fixture.SleeperInputs("cancelled", """
            {"wait":true,"waitTimeout":600,"healthcheck":{"tests":["CMD","/no/such"],"interval":"1s","retries":999}}
            """));
        using var cancel = new CancellationTokenSource();
        var creating = provider.CreateAsync(
            container.Resource, inputs, null, false, container.Log, cancel.Token);
        while (await fixture.Docker.FindAsync($"containers/{inputs.Text("name")}/json", CancellationToken.None)
            is not { } found || !found.Flag("State", "Running")) await Task.Yield();
        await cancel.CancelAsync();
        var failure = await Assert.ThrowsAsync<PartialFailureException>(() => creating);
        Assert.Equal("the creation was interrupted", Assert.Single(failure.Reasons));
        var read = await provider.ReadAsync(
            container.Resource, failure.Id, inputs, failure.Outputs, CancellationToken.None);
        Assert.Equal(failure.Id, read?.Id);
        await provider.DeleteAsync(
            container.Resource, failure.Id, inputs, failure.Outputs, null, container.Log, CancellationToken.None);
        Assert.Null(await fixture.Docker.FindAsync($"containers/{failure.Id}/json", CancellationToken.None));
    }

    [Fact]
    public async Task An_unhealthy_container_says_what_its_last_check_and_its_log_said()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var container = new ProviderSession(provider, Container, "sick");
        var inputs = fixture.SleeperInputs("sick", """
            {"wait":true,"waitTimeout":3,"command":["/bin/sh","-c","echo cannot read the archive >&2; exec sleep 600"],
             "healthcheck":{"tests":["CMD-SHELL","echo no disk left; exit 1"],"interval":"1s","retries":1}}
            """);
        var failure = await Assert.ThrowsAsync<PartialFailureException>(() => container.CreateAsync(inputs));
        Assert.Contains("container failed to be in healthy state", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no disk left", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n  cannot read the archive", failure.Message, StringComparison.Ordinal);
        await provider.DeleteAsync(
            container.Resource, failure.Id, inputs, failure.Outputs, null, container.Log, CancellationToken.None);
    }

    [Fact]
    public async Task A_one_shot_that_fails_is_quoted_with_its_exit_code()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var container = new ProviderSession(provider, Container, "shot");
        var inputs = fixture.SleeperInputs("shot", """
            {"wait":true,"command":["/bin/sh","-c","echo first; echo bucket is gone >&2; exit 3"],
             "healthcheck":{"tests":["CMD","/bin/true"],"interval":"1s"}}
            """);
        var failure = await Assert.ThrowsAsync<PartialFailureException>(() => container.CreateAsync(inputs));
        Assert.Contains("it exited with code 3\n", failure.Message, StringComparison.Ordinal);
        Assert.Contains("\n  bucket is gone", failure.Message, StringComparison.Ordinal);
        await provider.DeleteAsync(
            container.Resource, failure.Id, inputs, failure.Outputs, null, container.Log, CancellationToken.None);
    }

    [Theory]
    [InlineData("created")]
    [InlineData("connected")]
    public async Task A_container_that_a_killed_run_left_half_made_is_found_and_gives_way(string stage)
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var network = new ProviderSession(provider, "docker:index/network:Network", "net");
        await network.CreateAsync(Property.Map(
            $$"""{"name":"{{fixture.Name("net")}}","labels":[{{fixture.OwnLabel}}]}"""));
        var inputs = fixture.SleeperInputs("half", $$"""
            {"networksAdvanced":[{"name":"{{network.Outputs.Text("name")}}"}],
             "uploads":[{"file":"/etc/x","content":"y"}],
             "labels":[{{fixture.OwnLabel}},{"label":"org.postern.stack","value":"test/{{fixture.Run}}"}]}
            """);
        var left = (await fixture.Docker.PostAsync(
            $"containers/create?name={inputs.Text("name")}",
            ContainerSpec.Build(inputs), CancellationToken.None)).Text("Id");
        if (stage == "connected")
        {
            await fixture.Docker.PostAsync(
                $"networks/{network.Id}/connect", new System.Text.Json.Nodes.JsonObject { ["Container"] = left },
                CancellationToken.None);
        }
        var container = new ProviderSession(provider, Container, "half");
        Assert.Equal(
            left, await provider.FindInterruptedAsync(container.Resource, inputs, CancellationToken.None));
        Assert.Empty(await container.PreflightAsync(inputs));
        await container.CreateAsync(inputs);
        await container.AssertQuietAsync(inputs);
        Assert.Null(await fixture.Docker.FindAsync($"containers/{left}/json", CancellationToken.None));
        await container.DeleteAsync();
        await network.DeleteAsync();
    }
}
