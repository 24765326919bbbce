using System.Net.Sockets;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker;
using Postern.Embedded.Providers.Docker.Api;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

public sealed class DockerEndpointTests
{
    [Theory]
    [InlineData("unix:///var/run/docker.sock", true)]
    [InlineData("tcp://host:2375", true)]
    [InlineData("ssh://root@box", true)]
    [InlineData("npipe:////./pipe/docker", false)]
    [InlineData("/var/run/docker.sock", false)]
    public void Knows_what_it_can_reach(string host, bool supported) =>
        Assert.Equal(supported, DockerEndpoint.IsSupported(host));

    [Theory]
    [InlineData("https://host:443", true, 443)]
    [InlineData("https://host", true, 2376)]
    [InlineData("https://[::1]:443/", true, 443)]
    [InlineData("https://[::1]", true, 2376)]
    [InlineData("http://host:80", false, 80)]
    [InlineData("http://host", false, 2375)]
    [InlineData("tcp://host", false, 2375)]
    [InlineData("tcp://host", true, 2376)]
    [InlineData("tcp://host:4000", true, 4000)]
    public void A_port_that_is_given_counts_and_dockerd_s_own_otherwise(string host, bool tls, int port) =>
        Assert.Equal(port, new DockerEndpoint(host, [], tls ? new DockerTls(null, null, null) : null).Port);

    [Fact]
    public async Task Never_speaks_plain_text_to_an_https_host()
    {
        using var plain = new LoopbackServer();
        plain.Answer("GET /v1.41/version", 200, "{}");
        foreach (var (scheme, answers) in new[] { ("http", true), ("tcp", true), ("https", false) })
        {
            using var provider = new DockerProvider(
                new DockerProviderSettings(null, TimeProvider.System, _ => [], "/"));
            await provider.ConfigureAsync(
                Property.Map($$"""{"host":"{{scheme}}://127.0.0.1:{{plain.Port}}"}"""), CancellationToken.None);
            var network = new ProviderSession(provider, "docker:index/network:Network", "net");
            var failure = await Assert.ThrowsAsync<ProviderException>(
                () => network.CreateAsync(Property.Map("""{"name":"n"}""")));
            Assert.Equal(answers, failure.Message.Contains("not scripted", StringComparison.Ordinal));
            Assert.Equal(!answers, failure.Message.Contains("failed to connect", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void An_authority_alone_is_TLS_and_so_is_https_with_nothing()
    {
        Assert.Null(DockerTls.Read(PropertyMap.Empty, null, required: false));
        Assert.Equal(new DockerTls(null, null, null), DockerTls.Read(PropertyMap.Empty, null, required: true));
        Assert.Equal(
            new DockerTls("pem", null, null),
            DockerTls.Read(Property.Map("""{"caMaterial":"pem"}"""), null, required: false));
    }

    [Theory]
    [InlineData(SocketError.AddressNotAvailable, "there is no such socket\nHINT: start Docker (`systemctl start")]
    [InlineData(SocketError.AccessDenied, "\nHINT: add your user to the group of the socket (`sudo usermod -aG docker")]
    public void Says_in_plain_words_why_nobody_answers(SocketError error, string words)
    {
        var failure = new DockerEndpoint("unix:///no/such/socket", []).Away(
            new HttpRequestException("wrapped", new SocketException((int)error)));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("assign", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssh://box", "-- box docker system dial-stdio")]
    [InlineData("ssh://root@box:2222", "-l root -p 2222 -o A=b -- box docker system dial-stdio", "-o", "A=b")]
    public void Runs_dial_stdio_over_ssh(string host, string arguments, params string[] options) =>
        Assert.Equal(arguments, string.Join(' ', DialStdioStream.Arguments(new Uri(host), [.. options])));
}
