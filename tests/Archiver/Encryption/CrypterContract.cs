using Postern.Archiver.Encryption;
using Postern.Archiver.Failures;
using Xunit;

namespace Postern.Tests.Archiver.Encryption;

/// <summary>What <see cref="ICrypter"/> promises.</summary>
public abstract class CrypterContract
{
    protected abstract ICrypter Crypter { get; }

    protected abstract ICrypter Stranger { get; }

    /// <summary>How many cuts and flips are tried; each one opens the stream anew.</summary>
    protected virtual int Trials => 60;

    [Fact]
    public async Task Gives_back_every_size_in_any_pieces()
    {
        foreach (var size in TestBytes.Sizes)
        {
            var bytes = TestBytes.Random(size);
            var encrypted = await EncryptAsync(bytes, seed: size);
            await using var plain = Crypter.Decrypt(new TestBytes.Trickle(encrypted));
            Assert.Equal(bytes, await TestBytes.ReadAllAsync(plain));
        }
    }

    [Fact]
    public async Task Reads_synchronously_too()
    {
        var bytes = TestBytes.Random(300_000);
        using var plain = Crypter.Decrypt(new MemoryStream(await EncryptAsync(bytes)));
        using var copy = new MemoryStream();
        plain.CopyTo(copy, 1000);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task Twice_the_same_is_never_the_same() =>
        Assert.NotEqual(await EncryptAsync(new byte[100]), await EncryptAsync(new byte[100]));

    [Fact]
    public async Task Another_key_is_told_at_once()
    {
        foreach (var size in new[] { 0, 10, 100_000 })
        {
            var encrypted = await EncryptAsync(TestBytes.Random(size));
            await using var plain = Stranger.Decrypt(new MemoryStream(encrypted));
            var failure = await Assert.ThrowsAsync<ArchiverException>(
                () => plain.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false).AsTask());
            Assert.Equal(FailureCode.DecryptionFailed, failure.Code);
        }
    }

    [Fact]
    public async Task A_stream_cut_anywhere_is_refused()
    {
        foreach (var size in new[] { 0, 1, 8192, 40_000, 200_000 })
        {
            var encrypted = await EncryptAsync(TestBytes.Random(size));
            var step = Math.Max(1, encrypted.Length / Trials);
            var dense = Trials / 2;
            for (var cut = 0; cut < encrypted.Length; cut += cut < dense || cut > encrypted.Length - dense ? 1 : step)
                await AssertRefusedAsync(encrypted[..cut], $"{size} bytes cut to {cut} of {encrypted.Length}");
            for (var cut = 24; cut < encrypted.Length; cut += 8209)
                await AssertRefusedAsync(encrypted[..cut], $"{size} bytes cut at the chunk boundary {cut}");
        }
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_refused()
    {
        var encrypted = await EncryptAsync(TestBytes.Random(30_000));
        for (var at = 0; at < encrypted.Length; at += 1 + (encrypted.Length / Trials))
        {
            var damaged = encrypted.ToArray();
            damaged[at] ^= 0x10;
            await AssertRefusedAsync(damaged, $"a bit flipped at {at}");
        }
    }

    protected async Task<byte[]> EncryptAsync(byte[] bytes, int seed = 3)
    {
        using var target = new MemoryStream();
        await using (var stream = Crypter.Encrypt(target)) await TestBytes.WriteInPiecesAsync(stream, bytes, seed);
        Assert.True(target.CanWrite);
        return target.ToArray();
    }

    private async Task AssertRefusedAsync(byte[] encrypted, string what)
    {
        try
        {
            await using var plain = Crypter.Decrypt(new MemoryStream(encrypted));
            await TestBytes.ReadAllAsync(plain);
            Assert.Fail($"accepted: {what}");
        }
        catch (ArchiverException failure)
        {
            Assert.True(
                failure.Code is FailureCode.ObjectCorrupt or FailureCode.DecryptionFailed,
                $"{what}: {failure.Code} {failure.Message}");
        }
    }
}
