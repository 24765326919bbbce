using System.Net;
using System.Net.Sockets;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

[Collection(DockerCollection.Name)]
[Trait("Tier", "real-server")]
public sealed class ContainerPreflightTests(DockerFixture fixture)
{
    private const string Container = "docker:index/container:Container";

    [Fact]
    public async Task A_port_of_another_process_is_found()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var failure = Assert.Single(await Session(provider).PreflightAsync(WithPort(fixture.Name("port"), port)));
        Assert.Equal("ports[0].external", failure.Property);
        Assert.Contains($"Bind for 127.0.0.1:{port} failed: port is already in use by another process", failure.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_of_another_container_is_found_and_that_of_the_replaced_one_is_free()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var holder = Session(provider);
        var name = fixture.Name("holder");
        var port = FreePort();
        await holder.CreateAsync(WithPort(name, port));
        var failure = Assert.Single(await Session(provider).PreflightAsync(WithPort(fixture.Name("second"), port)));
        Assert.Contains($"allocated by container \"{name}\"", failure.Reason, StringComparison.Ordinal);
        Assert.Empty(await holder.PreflightAsync(WithPort(name, port), holder.Id));
        await holder.DeleteAsync();
    }

    [Fact]
    public async Task A_name_that_somebody_else_has_is_found()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var first = Session(provider);
        var inputs = Minimal(fixture.Name("name"));
        await first.CreateAsync(inputs);
        var failure = Assert.Single(await Session(provider).PreflightAsync(inputs));
        Assert.Contains("is already in use by container", failure.Reason, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<ProviderException>(() => Session(provider).CreateAsync(inputs));
        Assert.StartsWith(
            "Unable to create container: Error response from daemon: Conflict. The container name", refused.Message,
            StringComparison.Ordinal);
        await first.DeleteAsync();
    }

    [Fact]
    public async Task What_a_killed_run_of_the_same_stack_left_is_removed_and_nobody_else_s()
    {
        fixture.Require();
        var inputs = Minimal(fixture.Name("orphan"), ("org.postern.stack", "organization/test/" + fixture.Run));
        using var killed = await DockerFixture.ProviderAsync();
        var left = Session(killed);
        await left.CreateAsync(inputs);

        using var provider = await DockerFixture.ProviderAsync();
        var resource = left.Resource;
        Assert.Equal(left.Id, await provider.FindInterruptedAsync(resource, inputs, CancellationToken.None));
        Assert.Null(await provider.FindInterruptedAsync(
            resource, Minimal(inputs.Text("name")!, ("org.postern.stack", "another")), CancellationToken.None));
        Assert.Equal(
            "", await provider.FindInterruptedAsync(resource, Minimal("no-such-container"), CancellationToken.None));
        var again = Session(provider);
        Assert.Empty(await again.PreflightAsync(inputs));
        await again.CreateAsync(inputs);
        Assert.NotEqual(left.Id, again.Id);
        await Assert.ThrowsAsync<ProviderException>(() => Session(provider).CreateAsync(inputs));
        await again.DeleteAsync();
    }

    [Fact]
    public async Task An_image_that_is_nowhere_is_found()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var id = "sha256:" + new string('0', 64);
        var byId = Minimal(fixture.Name("image")).With("image", new PropertyString(id));
        Assert.Contains("an id cannot be pulled", Assert.Single(await Session(provider).PreflightAsync(byId)).Reason,
            StringComparison.Ordinal);
        var byName = byId.With("image", new PropertyString("127.0.0.1:1/postern/nothing:1"));
        Assert.Equal("image", Assert.Single(await Session(provider).PreflightAsync(byName)).Property);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Session(provider).CreateAsync(byName));
        Assert.StartsWith(
            "Unable to create container with image 127.0.0.1:1/postern/nothing:1: unable to pull image",
            failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_start_leaves_the_container_in_the_state()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var inputs = WithPort(fixture.Name("failed"), ((IPEndPoint)listener.LocalEndpoint).Port);
        var failure = await Assert.ThrowsAsync<PartialFailureException>(() => Session(provider).CreateAsync(inputs));
        Assert.StartsWith("Unable to start container: Error response from daemon: ", Assert.Single(failure.Reasons),
            StringComparison.Ordinal);
        Assert.False(failure.Outputs.Flag("mustRun"));
        await provider.DeleteAsync(
            Session(provider).Resource, failure.Id, inputs, failure.Outputs, null, new RecordingLog(),
            CancellationToken.None);
    }

    [Fact]
    public async Task A_failed_wait_names_the_cause_at_once_when_the_process_has_ended()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var inputs = Minimal(fixture.Name("sick")).With("wait", new PropertyBool(true))
            .With("command", Property.Map("""{"x":["/bin/sh","-c","exit 9"]}""")["x"])
            .With("healthcheck", Property.Map("""{"tests":["CMD","/bin/true"],"interval":"1s"}"""));
        var failure = await Assert.ThrowsAsync<PartialFailureException>(() => Session(provider).CreateAsync(inputs));
        Assert.Equal("container failed to be in healthy state: it exited with code 9", failure.Reasons.Single());
        var without = Minimal(fixture.Name("unchecked")).With("wait", new PropertyBool(true));
        failure = await Assert.ThrowsAsync<PartialFailureException>(() => Session(provider).CreateAsync(without));
        Assert.StartsWith(
            "you have supplied a 'wait' argument, but", failure.Reasons.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Docker_the_message_says_so_and_what_to_do()
    {
        using var provider = new DockerProvider(
            new DockerProviderSettings("unix:///no/such/socket", TimeProvider.System, _ => [], "/"));
        await provider.ConfigureAsync(PropertyMap.Empty, CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => Session(provider).PreflightAsync(Minimal("x")));
        Assert.StartsWith(
            "failed to connect to any docker daemon at 'unix:///no/such/socket': there is no such socket\n"
            + "HINT: start Docker", failure.Message, StringComparison.Ordinal);
    }

    private static ProviderSession Session(DockerProvider provider) => new(provider, Container, "c");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private PropertyMap WithPort(string name, int port) => Minimal(name).With("ports", Property.Map($$"""
        {"x":[{"internal":5432,"external":{{port}},"ip":"127.0.0.1"}]}
        """)["x"]);

    private PropertyMap Minimal(string name, params (string Label, string Value)[] labels) => Property.Map($$"""
        {"name":"{{name}}","image":"{{fixture.Image}}","command":["/bin/sleep","600"]}
        """).With("labels", new PropertyList(
            [.. labels.Append((DockerFixture.Label, fixture.Run)).Select(label => Property.Map(
                $$"""{"label":"{{label.Item1}}","value":"{{label.Item2}}"}"""))]));
}
