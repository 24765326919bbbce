using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>Networks and volumes that are there already, and those that somebody has taken away.</summary>
[Collection(DockerCollection.Name)]
[Trait("Tier", "real-server")]
public sealed class AdoptionTests(DockerFixture fixture)
{
    private const string Network = "docker:index/network:Network";
    private const string Volume = "docker:index/volume:Volume";

    [Fact]
    public async Task A_network_of_this_stack_is_taken_over_and_anybody_else_s_is_refused_before_it_is_needed()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var inputs = Inputs("net", "mine");
        var first = new ProviderSession(provider, Network, "net");
        await first.CreateAsync(inputs);
        // What a killed run made, and its checkpoint missed.
        Assert.Equal("", await provider.FindInterruptedAsync(first.Resource, inputs, CancellationToken.None));
        var again = new ProviderSession(provider, Network, "net");
        Assert.Empty(await again.PreflightAsync(inputs));
        await again.CreateAsync(inputs);
        Assert.Equal(first.Id, again.Id);
        await again.AssertQuietAsync(inputs);

        var theirs = Inputs("net", "theirs").With("name", inputs["name"]);
        var failure = Assert.Single(await new ProviderSession(provider, Network, "net").PreflightAsync(theirs));
        Assert.Equal("name", failure.Property);
        var refused = await Assert.ThrowsAsync<ProviderException>(
            () => new ProviderSession(provider, Network, "net").CreateAsync(theirs));
        Assert.Equal(
            "Unable to create network: Error response from daemon: network with name "
            + $"{inputs.Text("name")} already exists", refused.Message);
        Assert.Null(await provider.FindInterruptedAsync(first.Resource, theirs, CancellationToken.None));
        await again.DeleteAsync();
    }

    [Fact]
    public async Task A_volume_that_is_there_keeps_its_files_and_every_change_of_it_replaces()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var inputs = Inputs("data", "mine");
        var first = new ProviderSession(provider, Volume, "data");
        await first.CreateAsync(inputs);
        Assert.Equal("", await provider.FindInterruptedAsync(first.Resource, inputs, CancellationToken.None));
        var again = new ProviderSession(provider, Volume, "data");
        await again.CreateAsync(inputs);
        Assert.Equal(first.Id, again.Id);
        await again.AssertQuietAsync(inputs);
        foreach (var change in new[]
        {
            """{"driverOpts":{"type":"tmpfs","device":"tmpfs"}}""", """{"labels":[]}""", """{"name":"other"}""",
        })
        {
            var (name, value) = Property.Map(change).Single();
            Assert.NotEmpty((await again.DiffAsync(inputs.With(name, value))).ReplaceKeys);
        }
        await again.DeleteAsync();
    }

    [Fact]
    public async Task What_was_removed_by_hand_is_gone_after_a_refresh()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var network = new ProviderSession(provider, Network, "net");
        var volume = new ProviderSession(provider, Volume, "data");
        await network.CreateAsync(Inputs("net", "mine"));
        await volume.CreateAsync(Inputs("data", "mine"));
        await fixture.Docker.DeleteAsync($"networks/{network.Id}", CancellationToken.None);
        await fixture.Docker.DeleteAsync($"volumes/{volume.Id}", CancellationToken.None);
        Assert.False(await network.RefreshAsync());
        Assert.False(await volume.RefreshAsync());
        await network.DeleteAsync();
        await volume.DeleteAsync();
    }

    [Fact]
    public async Task A_network_in_use_is_waited_for_and_then_named_in_the_daemon_s_words()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var network = new ProviderSession(provider, Network, "net");
        var inputs = Inputs("net", "mine");
        await network.CreateAsync(inputs);
        var container = new ProviderSession(provider, "docker:index/container:Container", "user");
        await container.CreateAsync(Property.Map($$"""
            {"name":"{{fixture.Name("user")}}","image":"{{fixture.Image}}","command":["/bin/sleep","600"],
             "networksAdvanced":[{"name":"{{inputs.Text("name")}}"}],
             "labels":[{{fixture.OwnLabel}}]}
            """));
        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.DeleteAsync(
            network.Resource, network.Id, network.Inputs, network.Outputs, 1, network.Log, CancellationToken.None));
        Assert.StartsWith(
            $"Unable to remove network '{inputs.Text("name")}': Error response from daemon: ", failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("has active endpoints", failure.Message, StringComparison.Ordinal);
        var deleting = network.DeleteAsync();
        await container.DeleteAsync();
        await deleting;
        Assert.Null(await fixture.Docker.FindAsync($"networks/{network.Id}", CancellationToken.None));
    }

    private PropertyMap Inputs(string role, string owner) => Property.Map($$"""
        {"name":"{{fixture.Name(role)}}","labels":[
          {{fixture.OwnLabel}},
          {"label":"org.postern.stack","value":"test/{{owner}}"}]}
        """);
}
