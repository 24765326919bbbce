using Postern.Archiver.Encryption;
using Postern.Archiver.Encryption.OpenPgp;
using Postern.Archiver.Encryption.Sodium;
using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Encryption;

public sealed class CrypterFactoryTests
{
    private const string Key = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void Without_a_key_nothing_is_encrypted() => Assert.Null(Open([]));

    [Fact]
    public async Task A_key_file_is_trimmed_and_an_inline_key_wins()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("key"), $"\n {Key} \n");
        var byPath = Open(new()
        {
            ["WALG_LIBSODIUM_KEY_PATH"] = folder.At("key"), ["WALG_LIBSODIUM_KEY_TRANSFORM"] = "hex",
        });
        var inline = Open(new()
        {
            ["WALG_LIBSODIUM_KEY"] = Key, ["WALG_LIBSODIUM_KEY_PATH"] = folder.At("absent"),
            ["WALG_LIBSODIUM_KEY_TRANSFORM"] = "hex",
        });
        using var target = new MemoryStream();
        await using (var stream = byPath!.Encrypt(target)) await stream.WriteAsync("text"u8.ToArray());
        await using var plain = inline!.Decrypt(new MemoryStream(target.ToArray()));
        Assert.Equal("text"u8.ToArray(), await TestBytes.ReadAllAsync(plain));
    }

    [Fact]
    public void Openpgp_comes_before_libsodium_and_takes_written_newlines()
    {
        var armored = PgpKeys.Private("x").ReplaceLineEndings("\\n");
        Assert.IsType<PgpCrypter>(Open(new() { ["WALG_PGP_KEY"] = armored, ["WALG_LIBSODIUM_KEY"] = Key }));
        Assert.IsType<SodiumCrypter>(Open(new() { ["WALG_LIBSODIUM_KEY"] = Key }));
    }

    [Theory]
    [InlineData("WALG_CSE_KMS_ID")]
    [InlineData("YC_CSE_KMS_KEY_ID")]
    [InlineData("WALG_GPG_KEY_ID")]
    [InlineData("WALE_GPG_KEY_ID")]
    [InlineData("GPG_KEY_ID")]
    [InlineData("WALG_ENVELOPE_PGP_KEY")]
    [InlineData("WALG_ENVELOPE_PGP_KEY_PATH")]
    public void What_is_not_implemented_is_refused_by_name_also_beside_a_key(string setting)
    {
        var failure = Assert.Throws<ArchiverException>(
            () => Open(new() { [setting] = "x", ["WALG_LIBSODIUM_KEY"] = Key }));
        Assert.Equal(FailureCode.FormatUnsupported, failure.Code);
        Assert.Contains(setting, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WALG_LIBSODIUM_KEY_PATH")]
    [InlineData("WALG_PGP_KEY_PATH")]
    public void An_absent_key_file_is_named(string setting)
    {
        var failure = Assert.Throws<ArchiverException>(() => Open(new() { [setting] = "/no/such/file" }));
        Assert.Equal(FailureCode.SettingInvalid, failure.Code);
        Assert.Contains("/no/such/file", failure.Message, StringComparison.Ordinal);
    }

    private static ICrypter? Open(Dictionary<string, string> settings) =>
        CrypterFactory.Open(new ArchiverSettings(settings));
}
