using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

[Collection(DockerCollection.Name)]
[Trait("Tier", "real-server")]
public sealed class ImageTests(DockerFixture fixture) : IDisposable
{
    private const string Image = "docker:index/image:Image";
    private const string RemoteImage = "docker:index/remoteImage:RemoteImage";

    private readonly TemporaryFolder _context = new();

    public void Dispose() => _context.Dispose();

    [Fact]
    public async Task An_image_is_built_and_built_again_only_when_its_context_changes()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        Write("Dockerfile",
            $"{Base}ARG version\nCOPY . /app/\nRUN /bin/cat /app/greeting\nLABEL v=$version\n");
        Write("greeting", "hello");
        Write("ignored", "no");
        Write(".dockerignore", "ignored\n");
        var name = fixture.Name("image");
        var inputs = Inputs(name);
        var image = new ProviderSession(provider, Image, "img");
        var outputs = await image.CreateAsync(inputs);
        Assert.StartsWith("sha256:", outputs.Text("repoDigest"), StringComparison.Ordinal);
        Assert.Equal((name, name, name), (image.Id, outputs.Text("imageName"), outputs.Text("baseImageName")));
        Assert.Equal("Dockerfile", outputs.Text("dockerfile"));
        Assert.Contains(image.Log.Lines, line => line.StartsWith("Step ", StringComparison.Ordinal));
        Assert.Contains(image.Log.Lines, line => line.Contains("hello", StringComparison.Ordinal));
        await image.AssertQuietAsync(inputs);
        var inspected = await fixture.Docker.GetAsync($"images/{name}/json", CancellationToken.None);
        Assert.Equal("2", inspected.Text("Config", "Labels", "v"));

        Write("ignored", "still no");
        await image.AssertQuietAsync(inputs);
        Write("greeting", "good bye");
        var diff = await image.DiffAsync(inputs);
        Assert.Equal([("build", DiffKind.Update)], diff.Details.Select(entry => (entry.Key, entry.Value)));
        var before = outputs.Text("repoDigest");
        Assert.NotEqual(before, (await image.UpdateAsync(inputs)).Text("repoDigest"));
        await image.AssertQuietAsync(inputs);

        await fixture.Docker.DeleteAsync($"images/{name}?force=1", CancellationToken.None);
        Assert.False(await image.RefreshAsync());
    }

    [Fact]
    public async Task A_failing_build_says_why_after_its_own_lines()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        Write("Dockerfile", $"{Base}RUN echo the cause && exit 7\n");
        var image = new ProviderSession(provider, Image, "img");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => image.CreateAsync(Inputs(fixture.Name("bad"))));
        Assert.StartsWith("error reading build output: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("7", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the cause", image.Log.Lines);
    }

    [Fact]
    public async Task A_Dockerfile_outside_the_context_is_used()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        Write("app/file", "x");
        Write("other.Dockerfile", $"{Base}COPY file /file\n");
        var inputs = Property.Map($$"""
            {"imageName":"{{fixture.Name("outside")}}","skipPush":true,
             "build":{"context":"{{_context.At("app")}}","dockerfile":"{{_context.At("other.Dockerfile")}}"} }
            """);
        var image = new ProviderSession(provider, Image, "img");
        Assert.StartsWith("sha256:", (await image.CreateAsync(inputs)).Text("repoDigest"), StringComparison.Ordinal);
        await image.AssertQuietAsync(inputs);
    }

    [Fact]
    public async Task A_missing_Dockerfile_is_found_by_the_check()
    {
        using var provider = await DockerFixture.ProviderAsync();
        var image = new ProviderSession(provider, Image, "img");
        var failure = Assert.Single(await image.FailuresAsync(Inputs("x")));
        Assert.StartsWith("could not open dockerfile at relative path \"", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_there_needs_no_registry()
    {
        fixture.Require();
        using var provider = await DockerFixture.ProviderAsync();
        var image = new ProviderSession(provider, RemoteImage, "img");
        var inputs = Property.Map($$"""{"name":"{{fixture.Image}}","keepLocally":true}""");
        var outputs = await image.CreateAsync(inputs);
        Assert.Equal(outputs.Text("imageId") + fixture.Image, image.Id);
        Assert.Equal("", outputs.Text("repoDigest"));
        await image.AssertQuietAsync(inputs);
        await image.DeleteAsync();
        Assert.True(await image.RefreshAsync());
    }

    // With the label by which the fixture finds what is left.
    private string Base => $"FROM {fixture.Image}\nLABEL {DockerFixture.Label}={fixture.Run}\n";

    private PropertyMap Inputs(string name) => Property.Map($$"""
        {"imageName":"{{name}}","skipPush":true,
         "build":{"context":"{{_context.Path}}","dockerfile":"{{_context.At("Dockerfile")}}","platform":"linux/amd64",
                  "args":{"version":"2"},"builderVersion":"BuilderBuildKit"} }
        """);

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_context.At(path))!);
        File.WriteAllText(_context.At(path), content);
    }
}
