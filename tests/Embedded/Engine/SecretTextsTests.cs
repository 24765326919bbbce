using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
using Postern.Embedded.Providers.Docker;
using Postern.Tests.Embedded.Providers;
using Xunit;

namespace Postern.Tests.Embedded.Engine;

public sealed class SecretTextsTests
{
    private readonly SecretTexts _texts = new();

    [Fact]
    public void Masks_what_is_secret_wherever_it_stands_in_the_tree()
    {
        Secret("hunter2");
        var deep = new PropertySecret(new PropertyString("swordfish"));
        _texts.Add(new PropertyList([PropertyMap.Empty.With("deep", deep)]));
        Assert.Equal("[secret] and [secret], but not hunter", _texts.Hide("hunter2 and swordfish, but not hunter"));
    }

    [Fact]
    public void Masks_the_longest_first()
    {
        Secret("abc");
        Secret("abcdef");
        Assert.Equal("[secret] [secret]g", _texts.Hide("abcdef abcg"));
    }

    [Fact]
    public void Leaves_what_is_too_short_to_be_a_secret()
    {
        Secret("ab");
        Secret("");
        Assert.Equal("about", _texts.Hide("about"));
    }

    [Fact]
    public void Masks_the_contents_of_uploads_and_names_their_files()
    {
        var upload = Property.Map("""{"file": "/etc/postern/archiver.json", "permissions": "0600"}""")
            .With("content", new PropertyString("""{"key":"k-123456789"}"""));
        _texts.Add(new PropertySecret(new PropertyList([upload])));
        Assert.Equal(
            "/etc/postern/archiver.json (0600): [secret]",
            _texts.Hide("""/etc/postern/archiver.json (0600): {"key":"k-123456789"}"""));
    }

    [Fact]
    public void Masks_a_key_that_is_quoted_line_by_line()
    {
        Secret("-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END KEY-----\n");
        Assert.Equal("line 2: [secret]", _texts.Hide("line 2: MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"));
    }

    [Fact]
    public async Task An_image_s_record_of_its_inputs_masks_none_of_the_words_that_messages_are_about()
    {
        using var docker = new DockerProvider(new DockerProviderSettings(null, TimeProvider.System, _ => [], "/"));
        var made = await docker.CreateAsync(
            new ResourceIdentity("urn:pulumi:dev::p::docker:index/image:Image::i", "docker:index/image:Image", "i"),
            Property.Map("""
                {"imageName":"postern/postgres:17","skipPush":true,
                 "build":{"context":"../artifacts/images/postgres","platform":"linux/amd64",
                          "builderVersion":"BuilderBuildKit","args":{"TOKEN":"swordfish-1"}}}
                """),
            null, preview: true, new RecordingLog(), CancellationToken.None);
        _texts.Add(Property.Map("{}").With("args", new PropertySecret(Property.Map("""{"TOKEN":"swordfish-1"}"""))));
        _texts.Add(made.Outputs);
        Assert.Equal(
            "../artifacts/images/postgres: tagged postern/postgres:17, linux/amd64, BuilderBuildKit, [secret]",
            _texts.Hide("../artifacts/images/postgres: tagged postern/postgres:17, linux/amd64, BuilderBuildKit, "
                + "swordfish-1"));
    }

    private void Secret(string text) => _texts.Add(new PropertySecret(new PropertyString(text)));
}
