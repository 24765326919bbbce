using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

[Collection(DockerCollection.Name)]
[Trait("Tier", "real-server")]
public sealed class GetLogsTests(DockerFixture fixture)
{
    private const string Script = """
        echo; echo a; echo 123456789; echo 'ein Wörtchen 🦊'
        x=xxxxxxxxxxxxxxxx; x=$x$x$x$x$x$x$x$x; x=$x$x$x$x$x$x$x$x; x=$x$x$x$x$x$x$x$x; echo $x$x$x$x$x$x$x$x$x
        echo 'REPORT {"ok":true}'
        """;

    [Theory]
    [InlineData(true, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Every_line_comes_whole(bool tty, bool discardHeaders)
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var shot = new ProviderSession(provider, "docker:index/container:Container", "shot");
        var inputs = Property.Map($$"""
            {"name":"{{fixture.Name("logs")}}","image":"{{fixture.Image}}","mustRun":false,"networkMode":"none",
             "labels":[{"label":"{{DockerFixture.Label}}","value":"{{fixture.Run}}"}]}
            """)
            .With("tty", new PropertyBool(tty))
            .With("command",
                new PropertyList([.. new[] { "/bin/sh", "-c", Script }.Select(word => new PropertyString(word))]));
        await shot.CreateAsync(inputs);
        await fixture.Docker.PostAsync($"containers/{shot.Id}/wait", null, CancellationToken.None);
        var arguments = Property.Map($$"""{"name":"{{inputs.Text("name")}}","logsListStringEnabled":true}""")
            .With("discardHeaders", new PropertyBool(discardHeaders));
        var result = await provider.InvokeAsync("docker:index/getLogs:getLogs", arguments, CancellationToken.None);
        var lines = result.Return.Texts("logsListStrings");
        Assert.Equal(["", "a", "123456789", "ein Wörtchen 🦊"], lines.Take(4));
        Assert.Equal(73728, lines[4].Length);
        Assert.Equal("""REPORT {"ok":true}""", lines[5]);
        Assert.Equal(6, lines.Length);
        await shot.DeleteAsync();
    }

    [Fact]
    public async Task A_missing_container_is_the_daemon_s_own_word()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var failure = await Assert.ThrowsAsync<ProviderException>(() => provider.InvokeAsync(
            "docker:index/getLogs:getLogs", Property.Map("""{"name":"postern-no-such"}"""), CancellationToken.None));
        Assert.Contains("No such container: postern-no-such", failure.Message, StringComparison.Ordinal);
    }
}
