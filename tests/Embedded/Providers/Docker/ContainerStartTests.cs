using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Providers.Docker.Api;
using Postern.Embedded.Providers.Docker.Containers;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

public sealed class ContainerStartTests
{
    [Fact]
    public async Task A_log_that_cannot_be_read_back_does_not_hide_why_the_container_failed()
    {
        using var engine = new LoopbackServer();
        engine.Answer("POST /v1.41/containers/c1/start", 204)
            .Answer("GET /v1.41/containers/c1/json", 200, """
                {"Id":"c1","State":{"Running":false,"Restarting":false,"ExitCode":3,"Health":{"Status":"starting"}}}
                """)
            .Answer("GET /v1.41/containers/c1/logs", 501, """
                {"message":"configured logging driver does not support reading"}
                """);
        using var docker = new DockerClient(new DockerEndpoint($"tcp://127.0.0.1:{engine.Port}", []));
        var failure = await Assert.ThrowsAsync<ProviderException>(
            () => new ContainerStart(docker, TimeProvider.System).RunAsync(
                "c1", Property.Map("""{"wait":true}"""), TestContext.Current.CancellationToken));
        Assert.Equal("container failed to be in healthy state: it exited with code 3", failure.Message);
        Assert.Contains(engine.Calls, made => made.Call.EndsWith("/logs", StringComparison.Ordinal));
    }
}
