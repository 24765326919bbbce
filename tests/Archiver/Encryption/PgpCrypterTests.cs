using Postern.Archiver.Encryption;
using Postern.Archiver.Encryption.OpenPgp;
using Postern.Archiver.Failures;
using Postern.Tests.TestKit;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Encryption;

public sealed class PgpCrypterTests : CrypterContract
{
    private const string Passphrase = "grüße and 100 %";

    // RSA keys take a while: one pair for all tests.
    private static readonly string OurKey = PgpKeys.Private("ours", Passphrase);
    private static readonly string StrangersKey = PgpKeys.Private("a stranger's");

    protected override ICrypter Crypter { get; } = new PgpCrypter(OurKey, Passphrase);

    protected override ICrypter Stranger { get; } = new PgpCrypter(StrangersKey, null);

    protected override int Trials => 12;

    [Fact]
    public async Task Every_key_of_a_ring_opens_what_was_encrypted_to_it()
    {
        var first = PgpKeys.Ring("first");
        var second = PgpKeys.Ring("second");
        var bytes = TestBytes.Random(20_000);
        using var target = new MemoryStream();
        await using (var stream = new PgpCrypter(PgpKeys.Public(first, second), null).Encrypt(target))
            await stream.WriteAsync(bytes);
        foreach (var ring in new[] { first, second })
        {
            await using var plain = new PgpCrypter(PgpKeys.Private(ring), null)
                .Decrypt(new MemoryStream(target.ToArray()));
            Assert.Equal(bytes, await TestBytes.ReadAllAsync(plain));
        }
    }

    [Fact]
    public async Task GnuPG_opens_it_to_the_exact_bytes()
    {
        if (!File.Exists("/usr/bin/gpg")) Assert.Skip("GnuPG is not installed on this host");
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(
            folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // GnuPG takes no key whose passphrase is empty.
        const string passphrase = "plain";
        var key = PgpKeys.Private("for gpg", passphrase);
        File.WriteAllText(folder.At("key"), key);
        // Every byte, carriage returns with and without a line feed: what a text literal would change.
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value), .. "a\r\nb\rc\n"u8];
        await using (var file = File.Create(folder.At("encrypted")))
        await using (var stream = new PgpCrypter(key, passphrase).Encrypt(file))
            await stream.WriteAsync(bytes);
        try
        {
            await GnuPGAsync("gpg", "--batch", "--import", folder.At("key"));
            await GnuPGAsync(
                "gpg", "--batch", "--pinentry-mode", "loopback", "--passphrase", passphrase,
                "--output", folder.At("plain"), "--decrypt", folder.At("encrypted"));
        }
        finally
        {
            await GnuPGAsync("gpgconf", "--kill", "gpg-agent");
        }
        Assert.Equal(bytes, File.ReadAllBytes(folder.At("plain")));

        async Task GnuPGAsync(string program, params string[] arguments) => (await CommandRunner.RunAsync(
            program, ["--homedir", folder.Path, .. arguments])).Succeeded(program);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_a_failure_that_names_the_setting_and_not_the_text()
    {
        var encrypted = await EncryptAsync([1, 2, 3]);
        foreach (var wrong in new[] { "not-the-passphrase", null })
        {
            var failure = await Assert.ThrowsAsync<ArchiverException>(() => TestBytes.ReadAllAsync(
                new PgpCrypter(OurKey, wrong).Decrypt(new MemoryStream(encrypted))));
            Assert.Equal(FailureCode.DecryptionFailed, failure.Code);
            Assert.Contains("WALG_PGP_KEY_PASSPHRASE", failure.Hint, StringComparison.Ordinal);
            if (wrong is not null) Assert.DoesNotContain(wrong, failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_not_encrypted_is_told_as_such()
    {
        foreach (var bytes in new[] { "plain text, no message at all"u8.ToArray(), TestBytes.Random(1000) })
        {
            var failure = await Assert.ThrowsAsync<ArchiverException>(
                () => TestBytes.ReadAllAsync(Crypter.Decrypt(new MemoryStream(bytes))));
            Assert.True(
                failure.Code is FailureCode.DecryptionFailed or FailureCode.ObjectCorrupt, failure.Code.ToString());
        }
    }

    [Fact]
    public void A_text_that_is_no_key_is_refused()
    {
        var failure = Assert.Throws<ArchiverException>(() => new PgpCrypter("no key at all", null));
        Assert.Equal(FailureCode.SettingInvalid, failure.Code);
    }
}
