using System.Security.Cryptography;

namespace Postern.Archiver.Streams;

/// <summary>Passes bytes on and knows how many they were and their SHA-256. Leaves the destination open.</summary>
public sealed class HashingWriteStream(Stream destination) : WriteStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long CountBytes { get; private set; }

    /// <summary>SHA-256 of what was written so far: 32 bytes.</summary>
    public byte[] Sha256() => _hash.GetCurrentHash();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        destination.Write(buffer);
        Append(buffer);
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await destination.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        Append(buffer.Span);
    }

    public override void Flush() => destination.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => destination.FlushAsync(cancellationToken);

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
