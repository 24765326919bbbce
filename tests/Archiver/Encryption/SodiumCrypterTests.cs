using System.Text;
using Postern.Archiver.Encryption;
using Postern.Archiver.Encryption.Sodium;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Encryption;

public sealed class SodiumCrypterTests : CrypterContract
{
    protected override ICrypter Crypter { get; } = new SodiumCrypter(TestBytes.Random(32, seed: 1));

    protected override ICrypter Stranger { get; } = new SodiumCrypter(TestBytes.Random(32, seed: 2));

    [Theory]
    [InlineData(0, 24 + 17)]
    [InlineData(8191, 24 + 8208)]
    [InlineData(8192, 24 + 8209 + 17)]
    [InlineData(24_576, 24 + (3 * 8209) + 17)]
    public async Task Has_walgs_sizes(int plainBytes, int encryptedBytes) =>
        Assert.Equal(encryptedBytes, (await EncryptAsync(new byte[plainBytes])).Length);

    [Fact]
    public void Key_texts_become_walgs_bytes()
    {
        const string text = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        Assert.Equal(Encoding.ASCII.GetBytes(text[..32]), SodiumKey.Parse(text, "none"));
        Assert.Equal(Convert.FromHexString(text), SodiumKey.Parse(text, "hex"));
        Assert.Equal(
            Convert.FromHexString(text), SodiumKey.Parse("ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8=", "base64"));
        Assert.Equal(
            [.. "twenty-five characters ok"u8, .. new byte[7]], SodiumKey.Parse("twenty-five characters ok", "none"));
        Assert.True(SodiumKey.IsHexWithoutTransform(text, "none"));
        Assert.False(SodiumKey.IsHexWithoutTransform(text, "hex"));
    }

    [Theory]
    [InlineData("24 characters is too few", "none")]
    [InlineData("secretsecret", "hex")]
    [InlineData("0123456789abcdef", "hex")]
    [InlineData("not base64 at all!", "base64")]
    [InlineData("c2VjcmV0", "base64")]
    [InlineData("a secret key text of more than 32", "rot13")]
    public void A_bad_key_is_refused_and_not_repeated(string text, string transform)
    {
        var failure = Assert.Throws<ArchiverException>(() => SodiumKey.Parse(text, transform));
        Assert.Equal(FailureCode.SettingInvalid, failure.Code);
        Assert.DoesNotContain(text, failure.ToString(), StringComparison.Ordinal);
    }
}
