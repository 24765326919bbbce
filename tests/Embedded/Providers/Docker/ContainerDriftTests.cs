using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>What somebody changes by hand is seen by a refresh, named by its path, and put right.</summary>
[Collection(DockerCollection.Name)]
[Trait("Tier", "real-server")]
public sealed class ContainerDriftTests(DockerFixture fixture)
{
    private const string Container = "docker:index/container:Container";

    [Theory]
    [InlineData("memory", """{"Memory":134217728,"MemorySwap":134217728}""", DiffKind.Update)]
    [InlineData("cpuShares", """{"CpuShares":256}""", DiffKind.Update)]
    [InlineData("cpuSet", """{"CpusetCpus":"0"}""", DiffKind.DeleteReplace)]
    [InlineData("cpuQuota", """{"CpuQuota":20000}""", DiffKind.DeleteReplace)]
    [InlineData("cpuPeriod", """{"CpuPeriod":50000}""", DiffKind.DeleteReplace)]
    [InlineData("memoryReservation", """{"MemoryReservation":16777216}""", DiffKind.DeleteReplace)]
    [InlineData("restart", """{"RestartPolicy":{"Name":"always"}}""", DiffKind.Update)]
    [InlineData(
        "maxRetryCount", """{"RestartPolicy":{"Name":"on-failure","MaximumRetryCount":9}}""", DiffKind.Update)]
    public async Task A_limit_set_by_docker_update_is_seen_and_put_right(string path, string update, DiffKind kind)
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var container = new ProviderSession(provider, Container, "limits");
        var inputs = Inputs(
            "limits", """{"memory":64,"memorySwap":64,"cpuShares":512,"restart":"on-failure","maxRetryCount":3}""");
        await container.CreateAsync(inputs);
        await container.AssertQuietAsync(inputs);
        await fixture.Docker.PostAsync(
            $"containers/{container.Id}/update", JsonNode.Parse(update), CancellationToken.None);
        Assert.True(await container.RefreshAsync());
        var diff = await container.DiffAsync(inputs);
        Assert.Equal(kind, diff.Details[path]);
        Assert.Equal(kind == DiffKind.DeleteReplace, !diff.ReplaceKeys.IsEmpty);
        if (diff.ReplaceKeys.IsEmpty) await container.UpdateAsync(inputs);
        else
        {
            await container.DeleteAsync();
            container = new ProviderSession(provider, Container, "limits");
            await container.CreateAsync(inputs);
        }
        await container.AssertQuietAsync(inputs);
        await container.DeleteAsync();
    }

    [Fact]
    public async Task A_network_that_was_taken_away_is_seen_without_any_port()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var network = new ProviderSession(provider, "docker:index/network:Network", "net");
        await network.CreateAsync(Property.Map($$"""{"name":"{{fixture.Name("net")}}","labels":[{{OwnLabel}}]}"""));
        var container = new ProviderSession(provider, Container, "alone");
        var inputs = Inputs("alone", $$"""
            {"networksAdvanced":[{"name":"{{network.Outputs.Text("name")}}","aliases":["db"]}]}
            """);
        await container.CreateAsync(inputs);
        await container.AssertQuietAsync(inputs);
        await fixture.Docker.PostAsync(
            $"networks/{network.Id}/disconnect", new JsonObject { ["Container"] = container.Id },
            CancellationToken.None);
        Assert.True(await container.RefreshAsync());
        var diff = await container.DiffAsync(inputs);
        Assert.Equal(DiffKind.AddReplace, Assert.Single(diff.Details).Value);
        Assert.StartsWith("networksAdvanced", diff.Details.Keys.Single(), StringComparison.Ordinal);
        await container.DeleteAsync();
        await network.DeleteAsync();
    }

    [Fact]
    public async Task Another_name_and_a_removal_are_seen()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var container = new ProviderSession(provider, Container, "renamed");
        var inputs = Inputs("renamed", "{}");
        await container.CreateAsync(inputs);
        var other = fixture.Name("other");
        await fixture.Docker.PostAsync($"containers/{container.Id}/rename?name={other}", null, CancellationToken.None);
        Assert.True(await container.RefreshAsync());
        Assert.Equal(other, container.Inputs.Text("name"));
        Assert.Equal(DiffKind.UpdateReplace, (await container.DiffAsync(inputs)).Details["name"]);
        await fixture.Docker.DeleteAsync($"containers/{container.Id}?force=1", CancellationToken.None);
        Assert.False(await container.RefreshAsync());
        await container.DeleteAsync();
    }

    [Fact]
    public async Task A_limit_that_the_program_no_longer_gives_is_lifted_by_a_new_container()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var container = new ProviderSession(provider, Container, "lifted");
        await container.CreateAsync(Inputs("lifted", """{"memory":64,"memorySwap":64}"""));
        var diff = await container.DiffAsync(Inputs("lifted", "{}"));
        Assert.Equal(DiffKind.DeleteReplace, diff.Details["memory"]);
        Assert.Contains("memory", diff.ReplaceKeys);
        await container.DeleteAsync();
    }

    [Fact]
    public async Task A_creation_that_is_cancelled_half_way_is_in_the_state_and_goes_with_it()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var container = new ProviderSession(provider, Container, "cancelled");
        var inputs = await container.CheckAsync(Inputs("cancelled", """
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
    public async Task An_unhealthy_container_says_what_its_last_check_said()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var container = new ProviderSession(provider, Container, "sick");
        var inputs = Inputs("sick", """
            {"wait":true,"waitTimeout":3,
             "healthcheck":{"tests":["CMD-SHELL","echo no disk left; exit 1"],"interval":"1s","retries":1}}
            """);
        var failure = await Assert.ThrowsAsync<PartialFailureException>(() => container.CreateAsync(inputs));
        Assert.Contains("container failed to be in healthy state", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no disk left", failure.Message, StringComparison.Ordinal);
        await provider.DeleteAsync(
            container.Resource, failure.Id, inputs, failure.Outputs, null, container.Log, CancellationToken.None);
    }

    private string OwnLabel => $$"""{"label":"{{DockerFixture.Label}}","value":"{{fixture.Run}}"}""";

    private PropertyMap Inputs(string role, string more)
    {
        var inputs = Property.Map($$"""
            {"name":"{{fixture.Name(role)}}","image":"{{fixture.Image}}","command":["/bin/sleep","600"],
             "labels":[{{OwnLabel}}]}
            """);
        foreach (var (name, value) in Property.Map(more)) inputs = inputs.With(name, value);
        return inputs;
    }
}
