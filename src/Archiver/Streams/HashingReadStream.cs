using System.Security.Cryptography;

namespace Postern.Archiver.Streams;

/// <summary>Passes bytes through and knows how many they were and their SHA-256. Leaves the source open.</summary>
public sealed class HashingReadStream(Stream source) : ReadStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long CountBytes { get; private set; }

    /// <summary>SHA-256 of what was read so far: 32 bytes.</summary>
    public byte[] Sha256() => _hash.GetCurrentHash();

    public override int Read(Span<byte> buffer)
    {
        var read = source.Read(buffer);
        Append(buffer[..read]);
        return read;
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Append(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        CountBytes += bytes.Length;
    }
}
