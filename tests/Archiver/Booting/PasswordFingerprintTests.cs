using Postern.Archiver.Booting;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Booting;

public sealed class PasswordFingerprintTests
{
    [Theory]
    [InlineData("secret")]
    [InlineData("it's \"quoted\", \\ and grüße")]
    public void Knows_the_password_again_and_no_other(string password)
    {
        using var folder = new TemporaryFolder();
        PasswordFingerprint.Of(password).Save(folder.At("password"));
        var loaded = PasswordFingerprint.Load(folder.At("password"))!;
        Assert.True(loaded.Matches(password));
        Assert.False(loaded.Matches(password + " "));
        Assert.DoesNotContain(password, File.ReadAllText(folder.At("password")), StringComparison.Ordinal);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.At("password")));
        Assert.NotEqual(PasswordFingerprint.Of(password).Hash, PasswordFingerprint.Of(password).Hash);
    }

    [Fact]
    public void Of_none_is_kept_and_matches_nothing()
    {
        using var folder = new TemporaryFolder();
        PasswordFingerprint.OfNone().Save(folder.At("password"));
        Assert.False(PasswordFingerprint.Load(folder.At("password"))!.Matches(""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("200000$not base64$x")]
    [InlineData("many$AAAA$AAAA")]
    public void What_cannot_be_read_says_nothing(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("password"), text);
        Assert.Null(PasswordFingerprint.Load(folder.At("password")));
        Assert.Null(PasswordFingerprint.Load(folder.At("absent")));
    }
}
