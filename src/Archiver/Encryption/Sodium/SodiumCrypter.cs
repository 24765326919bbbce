namespace Postern.Archiver.Encryption.Sodium;

/// <summary>
/// WAL-G's libsodium format: a header of 24 bytes, chunks of 8192 plain bytes, and always a final chunk that is
/// shorter, possibly empty.
/// </summary>
public sealed class SodiumCrypter : ICrypter
{
    internal const int ChunkSizeBytes = 8192;

    private readonly byte[] _key;

    /// <param name="key">32 bytes; see <see cref="SodiumKey"/>.</param>
    public SodiumCrypter(ReadOnlySpan<byte> key)
    {
        if (key.Length != SodiumLibrary.KeySizeBytes) throw new ArgumentException("the key has not 32 bytes");
        _key = key.ToArray();
        SodiumLibrary.Initialize();
    }

    public Stream Encrypt(Stream destination) => new SodiumWriteStream(destination, _key);

    public Stream Decrypt(Stream source) => new SodiumReadStream(source, _key);
}
