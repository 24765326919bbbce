using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

[Collection(DockerCollection.Name)]
[Trait("Tier", "real-server")]
public sealed class ContainerLifeCycleTests(DockerFixture fixture)
{
    private const string Network = "docker:index/network:Network";
    private const string Volume = "docker:index/volume:Volume";
    private const string Container = "docker:index/container:Container";

    [Fact]
    public async Task A_server_is_created_seen_unchanged_updated_in_place_and_deleted()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var network = new ProviderSession(provider, Network, "net");
        var networkInputs = Property.Map($$"""{"name":"{{fixture.Name("net")}}","labels":[{{fixture.OwnLabel}}]}""");
        await network.CreateAsync(networkInputs);
        await network.AssertQuietAsync(networkInputs);
        var volume = new ProviderSession(provider, Volume, "data");
        var volumeInputs = Property.Map($$"""{"name":"{{fixture.Name("data")}}","labels":[{{fixture.OwnLabel}}]}""");
        await volume.CreateAsync(volumeInputs);
        await volume.AssertQuietAsync(volumeInputs);

        var server = new ProviderSession(provider, Container, "db");
        var inputs = ServerInputs(network.Outputs.Text("name")!, volume.Outputs.Text("name")!, FreePort());
        Assert.Empty(await server.PreflightAsync(inputs));
        var outputs = await server.CreateAsync(inputs);
        Assert.True(outputs.Flag("mustRun"));
        Assert.Equal("bridge", outputs.Text("networkMode"));
        Assert.Equal(network.Outputs.Text("name"), outputs.Maps("networkDatas").Single().Text("networkName"));
        await server.AssertQuietAsync(inputs);
        Assert.Equal("secret", await ExecAsync(server.Id, "cat /etc/postern/password"));
        Assert.Equal("600 0", await ExecAsync(server.Id, "stat -c '%a %u' /etc/postern/password"));

        var larger = inputs.With("memory", new PropertyNumber(96)).With("memorySwap", new PropertyNumber(96));
        var diff = await server.DiffAsync(larger);
        Assert.Equal(
            [("memory", DiffKind.Update), ("memorySwap", DiffKind.Update)], diff.Details.Select(e => (e.Key, e.Value)));
        Assert.Empty(diff.ReplaceKeys);
        await server.UpdateAsync(larger);
        Assert.Equal(96, server.Outputs.Number("memory"));
        await server.AssertQuietAsync(larger);

        await server.DeleteAsync();
        Assert.False(await server.RefreshAsync());
        await server.DeleteAsync();
        await network.DeleteAsync();
        await volume.DeleteAsync();
        Assert.False(await network.RefreshAsync());
        Assert.False(await volume.RefreshAsync());
    }

    [Fact]
    public async Task A_stopped_server_is_started_in_place_without_ports_and_replaced_with_them()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var plain = new ProviderSession(provider, Container, "plain");
        var inputs = Minimal("plain");
        await plain.CreateAsync(inputs);
        await StopAsync(plain.Id);
        Assert.True(await plain.RefreshAsync());
        Assert.False(plain.Inputs.Flag("mustRun"));
        var diff = await plain.DiffAsync(inputs);
        Assert.Equal([("mustRun", DiffKind.Update)], diff.Details.Select(entry => (entry.Key, entry.Value)));
        await plain.UpdateAsync(inputs);
        Assert.True(plain.Outputs.Flag("mustRun"));
        await plain.AssertQuietAsync(inputs);
        await plain.DeleteAsync();

        var published = new ProviderSession(provider, Container, "published");
        var withPort = Minimal("published").With("ports", Property.Map($$"""
            {"x":[{"internal":5432,"external":{{FreePort()}},"ip":"127.0.0.1"}]}
            """)["x"]);
        await published.CreateAsync(withPort);
        await published.AssertQuietAsync(withPort);
        await StopAsync(published.Id);
        Assert.True(await published.RefreshAsync());
        Assert.False(published.Inputs.ContainsKey("ports"));
        diff = await published.DiffAsync(withPort);
        Assert.Equal(
            [("mustRun", DiffKind.Update), ("ports", DiffKind.AddReplace)], diff.Details.Select(
                entry => (entry.Key, entry.Value)));
        Assert.True(diff.DeleteBeforeReplace);
        await published.DeleteAsync();
    }

    [Fact]
    public async Task A_one_shot_that_has_ended_is_no_drift()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var shot = new ProviderSession(provider, Container, "shot");
        var inputs = Minimal("shot", "/bin/true").With("mustRun", new PropertyBool(false))
            .With("tty", new PropertyBool(true))
            .With("networkMode", new PropertyString("none"));
        await shot.CreateAsync(inputs);
        await fixture.Docker.PostAsync($"containers/{shot.Id}/wait", null, CancellationToken.None);
        await shot.AssertQuietAsync(inputs);
        Assert.Null(shot.Outputs.Number("exitCode"));
        await shot.DeleteAsync();
    }

    [Fact]
    public async Task An_attached_one_shot_has_its_exit_code_and_its_log()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var shot = new ProviderSession(provider, Container, "attached");
        var inputs = Minimal("attached", "/bin/sh", "-c", "echo one; echo two >&2; exit 3")
            .With("mustRun", new PropertyBool(false)).With("attach", new PropertyBool(true))
                .With("logs", new PropertyBool(true));
        await shot.CreateAsync(inputs);
        Assert.Equal(3, shot.Outputs.Number("exitCode"));
        Assert.Equal(["one", "two"], shot.Outputs.Text("containerLogs")!.Split('\n').Where(l => l.Length > 0).Order());
        await shot.AssertQuietAsync(inputs);
        Assert.NotNull(shot.Outputs.Text("containerLogs"));
        await shot.DeleteAsync();
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private PropertyMap Minimal(string role, params string[] command) => Property.Map($$"""
        {"name":"{{fixture.Name(role)}}","image":"{{fixture.Image}}","labels":[{{fixture.OwnLabel}}]}
        """).With("command", new PropertyList(
            [.. (command.Length > 0 ? command : ["/bin/sleep", "600"]).Select(word => new PropertyString(word))]));

    private PropertyMap ServerInputs(string network, string volume, int port) => Property.Map($$"""
        {
          "name": "{{fixture.Name("db")}}", "hostname": "db", "image": "{{fixture.Image}}",
          "command": ["/bin/sleep", "600"], "restart": "unless-stopped", "wait": false,
          "stopSignal": "SIGINT", "stopTimeout": 120, "destroyGraceSeconds": 1,
          "networksAdvanced": [{"name": "{{network}}", "aliases": ["db", "primary"]}],
          "ports": [
            {"internal": 5433, "external": {{port}}, "ip": "127.0.0.1", "protocol": "tcp"},
            {"internal": 5432, "external": {{FreePort()}}, "ip": "127.0.0.1"}],
          "mounts": [{"type": "volume", "source": "{{volume}}", "target": "/var/lib/postgresql", "readOnly": false}],
          "volumes": [{"hostPath": "/etc/hostname", "containerPath": "/host-name", "readOnly": true}],
          "tmpfs": {"/run/secrets.d": "rw,noexec,nosuid,size=1m,mode=0700"},
          "healthcheck": {"tests": ["CMD", "/bin/true"], "interval": "60s", "timeout": "3s", "retries": 5,
            "startPeriod": "1m30s"},
          "shmSize": 128, "memory": 64, "memorySwap": 64,
          "labels": [{{fixture.OwnLabel}}, {"label": "a", "value": "b"}],
          "logDriver": "json-file", "logOpts": {"max-size": "10m", "max-file": "3"},
          "ulimits": [{"name": "nofile", "soft": 1024, "hard": 2048}],
          "capabilities": {"adds": ["NET_ADMIN"], "drops": ["MKNOD"]},
          "envs": ["PGDATA=/x", "A=b"], "user": "0:0", "init": true, "hosts": [{"host": "other", "ip": "10.1.2.3"}],
          "uploads": [{"file": "/etc/postern/password", "content": "secret", "permissions": "0600"}]
        }
        """);

    private async Task StopAsync(string id) =>
        await fixture.Docker.PostAsync($"containers/{id}/kill", null, CancellationToken.None);

    private async Task<string> ExecAsync(string id, string command)
    {
        var body = new System.Text.Json.Nodes.JsonObject
        {
            ["Cmd"] = new[] { "/bin/sh", "-c", command }.ToJson(), ["AttachStdout"] = true, ["Tty"] = true,
        };
        var exec = (await fixture.Docker.PostAsync($"containers/{id}/exec", body, CancellationToken.None)).Text("Id");
        using var content = new StringContent("{\"Tty\":true}", System.Text.Encoding.UTF8, "application/json");
        using var response = await fixture.Docker.OpenAsync(
            HttpMethod.Post, $"exec/{exec}/start", content, CancellationToken.None);
        return (await response.Content.ReadAsStringAsync()).Trim();
    }
}
