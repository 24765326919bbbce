using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy;
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

    private void Secret(string text) => _texts.Add(new PropertySecret(new PropertyString(text)));
}
