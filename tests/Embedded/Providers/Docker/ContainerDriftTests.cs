using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
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
        var inputs = fixture.SleeperInputs(
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
        await network.CreateAsync(Property.Map(
            $$"""{"name":"{{fixture.Name("net")}}","labels":[{{fixture.OwnLabel}}]}"""));
        var container = new ProviderSession(provider, Container, "alone");
        var inputs = fixture.SleeperInputs("alone", $$"""
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
        var inputs = fixture.SleeperInputs("renamed", "{}");
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
        await container.CreateAsync(fixture.SleeperInputs("lifted", """{"memory":64,"memorySwap":64}"""));
        var diff = await container.DiffAsync(fixture.SleeperInputs("lifted", "{}"));
        Assert.Equal(DiffKind.DeleteReplace, diff.Details["memory"]);
        Assert.Contains("memory", diff.ReplaceKeys);
        await container.DeleteAsync();
    }
}
