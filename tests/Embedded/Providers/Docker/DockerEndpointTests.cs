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
    [InlineData("ssh://box", "-- box docker system dial-stdio")]
    [InlineData("ssh://root@box:2222", "-l root -p 2222 -o A=b -- box docker system dial-stdio", "-o", "A=b")]
    public void Runs_dial_stdio_over_ssh(string host, string arguments, params string[] options) =>
        Assert.Equal(arguments, string.Join(' ', DialStdioStream.Arguments(new Uri(host), [.. options])));
}
