using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>The real engine over the ways that lead to another machine's.</summary>
[Collection(DockerCollection.Name)]
[Trait("Tier", "real-server")]
public sealed class RemoteHostTests(DockerFixture fixture) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_container_lives_and_dies_over_ssh()
    {
        fixture.Require();
        using var provider = await OverSshAsync("""
            echo "$@" >>"$0.log"
            while [ "$1" != docker ]; do shift; done
            exec "$@"
            """);
        await LiveAndDieAsync(provider);
        Assert.Contains(
            "-l operator -p 2222 -o BatchMode=yes -- box docker system dial-stdio",
            await File.ReadAllTextAsync(_folder.At("ssh.log"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ssh_says_when_it_fails_is_the_error()
    {
        using var provider = await OverSshAsync("echo 'operator@box: Permission denied (publickey).' >&2; exit 255");
        var network = new ProviderSession(provider, "docker:index/network:Network", "net");
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => network.CreateAsync(Property.Map("""{"name":"never"}""")));
        Assert.Contains("failed to connect to any docker daemon at 'ssh://operator@box:2222'", failure.Message,
            StringComparison.Ordinal);
        Assert.Contains("Permission denied (publickey).", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_lives_and_dies_over_TLS()
    {
        fixture.Require();
        using var relay = new TlsRelay();
        using var provider = await ProviderAsync(Config(relay, relay.Authority));
        await LiveAndDieAsync(provider);
    }

    [Fact]
    public async Task An_https_host_may_do_without_a_client_s_certificate()
    {
        fixture.Require();
        using var relay = new TlsRelay(knowsClients: false);
        await File.WriteAllTextAsync(
            _folder.At("ca.pem"), relay.Authority, TestContext.Current.CancellationToken);
        using var provider = await ProviderAsync(new PropertyMapBuilder()
            .Set("host", $"https://127.0.0.1:{relay.Port}").Set("certPath", _folder.Path).Build());
        await LiveAndDieAsync(provider);
    }

    [Fact]
    public async Task Certificates_may_lie_in_a_folder()
    {
        fixture.Require();
        using var relay = new TlsRelay();
        foreach (var (name, text) in new[] { ("ca", relay.Authority), ("cert", relay.Certificate), ("key", relay.Key) })
        {
            await File.WriteAllTextAsync(_folder.At($"{name}.pem"), text, TestContext.Current.CancellationToken);
        }
        using var provider = await ProviderAsync(new PropertyMapBuilder()
            .Set("host", $"tcp://127.0.0.1:{relay.Port}").Set("certPath", _folder.Path).Build());
        await LiveAndDieAsync(provider);
    }

    [Fact]
    public async Task An_engine_of_another_authority_is_not_trusted()
    {
        using var relay = new TlsRelay();
        using var other = new TlsRelay();
        using var provider = await ProviderAsync(Config(relay, other.Authority));
        var network = new ProviderSession(provider, "docker:index/network:Network", "net");
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => network.CreateAsync(Property.Map("""{"name":"never"}""")));
        Assert.Contains("certificate", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_pair_of_certificate_and_key_is_refused()
    {
        var failure = await Assert.ThrowsAsync<ProviderException>(() => ProviderAsync(
            Property.Map("""{"host":"tcp://127.0.0.1:1","certMaterial":"x"}""")));
        Assert.Contains("'keyMaterial'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_of_this_machine_needs_no_certificate_whatever_DOCKER_CERT_PATH_says()
    {
        fixture.Require();
        using var provider = new DockerProvider(new DockerProviderSettings(
            null, TimeProvider.System, _ => [], "/", "/no/such/folder"));
        await provider.ConfigureAsync(PropertyMap.Empty, CancellationToken.None);
        await LiveAndDieAsync(provider);
        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.ConfigureAsync(
            Property.Map("""{"host":"tcp://127.0.0.1:1"}"""), CancellationToken.None));
        Assert.Contains("/no/such/folder", failure.Message, StringComparison.Ordinal);
    }

    private static PropertyMap Config(TlsRelay relay, string authority) => new PropertyMapBuilder()
        .Set("host", $"tcp://127.0.0.1:{relay.Port}").Set("caMaterial", authority)
        .Set("certMaterial", relay.Certificate).Set("keyMaterial", relay.Key).Build();

    private static async Task<DockerProvider> ProviderAsync(PropertyMap config)
    {
        var provider = new DockerProvider(new DockerProviderSettings(null, TimeProvider.System, _ => [], "/"));
        Assert.Empty(provider.CheckConfig(config));
        await provider.ConfigureAsync(config, CancellationToken.None);
        return provider;
    }

    /// <summary>A provider whose ssh is this script.</summary>
    private async Task<DockerProvider> OverSshAsync(string script)
    {
        await File.WriteAllTextAsync(_folder.At("ssh"), "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(_folder.At("ssh"), (UnixFileMode)0x1ED);
        Environment.SetEnvironmentVariable("PATH", $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}");
        return await ProviderAsync(Property.Map(
            """{"host":"ssh://operator@box:2222","sshOpts":"[\"-o\",\"BatchMode=yes\"]"}"""));
    }

    private async Task LiveAndDieAsync(DockerProvider provider)
    {
        var container = new ProviderSession(provider, "docker:index/container:Container", "far");
        var inputs = Property.Map($$"""
            {"name":"{{fixture.Name("far")}}","image":"{{fixture.Image}}","tty":true,
             "command":["/bin/sh","-c","cat /etc/greeting; exec sleep 600"],
             "uploads":[{"file":"/etc/greeting","content":"hello from afar\n"}],
             "labels":[{"label":"{{DockerFixture.Label}}","value":"{{fixture.Run}}"}]}
            """);
        Assert.Empty(await container.PreflightAsync(inputs));
        await container.CreateAsync(inputs);
        await container.AssertQuietAsync(inputs);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var logs = await provider.InvokeAsync(
                "docker:index/getLogs:getLogs",
                Property.Map($$"""
                    {"name":"{{container.Id}}","discardHeaders":false,"logsListStringEnabled":true,"showStdout":true}
                    """),
                CancellationToken.None);
            if (Property.Text(logs.Return).Contains("hello from afar", StringComparison.Ordinal)) break;
            Assert.True(attempt < 99, Property.Text(logs.Return));
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        await container.DeleteAsync();
        Assert.False(await container.RefreshAsync());
    }
}
