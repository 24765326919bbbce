using System.Buffers;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Encryption.Sodium;

/// <summary>Encrypts what is written to it. Disposing writes the final chunk, unless a write failed before.</summary>
internal sealed class SodiumWriteStream : WriteStream
{
    private const int BatchChunks = 32;
    private const int SealedSizeBytes = SodiumCrypter.ChunkSizeBytes + SodiumLibrary.OverheadBytes;

    private readonly Stream _destination;
    private readonly byte[] _chunk = ArrayPool<byte>.Shared.Rent(SodiumCrypter.ChunkSizeBytes);
    private readonly byte[] _sealed =
        ArrayPool<byte>.Shared.Rent(SodiumLibrary.HeaderSizeBytes + ((BatchChunks + 1) * SealedSizeBytes));

    private SodiumLibrary.State _state;
    private int _filled;
    private int _sealedLength;
    private bool _broken;
    private bool _disposed;

    public SodiumWriteStream(Stream destination, ReadOnlySpan<byte> key)
    {
        _destination = destination;
        SodiumLibrary.InitializePush(ref _state, _sealed.AsSpan(0, SodiumLibrary.HeaderSizeBytes), key);
        _sealedLength = SodiumLibrary.HeaderSizeBytes;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _broken = true;
        while (!buffer.IsEmpty)
        {
            buffer = Seal(buffer);
            if (IsBatchFull) _destination.Write(TakeBatch().Span);
        }
        _broken = false;
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _broken = true;
        while (!buffer.IsEmpty)
        {
            buffer = buffer[^Seal(buffer.Span).Length..];
            if (IsBatchFull) await _destination.WriteAsync(TakeBatch(), cancellationToken).ConfigureAwait(false);
        }
        _broken = false;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        try
        {
            if (!_broken) await _destination.WriteAsync(SealFinal()).ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            try
            {
                if (!_broken) _destination.Write(SealFinal().Span);
            }
            finally
            {
                Release();
            }
        }
        base.Dispose(disposing);
    }

    private bool IsBatchFull => _sealedLength >= BatchChunks * SealedSizeBytes;

    /// <summary>
    /// Seals a full chunk at once; the last chunk of all must be shorter, so that a full one is never it.
    /// </summary>
    private ReadOnlySpan<byte> Seal(ReadOnlySpan<byte> buffer)
    {
        if (_filled == 0 && buffer.Length >= SodiumCrypter.ChunkSizeBytes)
        {
            Push(buffer[..SodiumCrypter.ChunkSizeBytes], SodiumLibrary.TagMessage);
            return buffer[SodiumCrypter.ChunkSizeBytes..];
        }
        var taken = Math.Min(buffer.Length, SodiumCrypter.ChunkSizeBytes - _filled);
        buffer[..taken].CopyTo(_chunk.AsSpan(_filled));
        _filled += taken;
        if (_filled == SodiumCrypter.ChunkSizeBytes)
        {
            Push(_chunk.AsSpan(0, _filled), SodiumLibrary.TagMessage);
            _filled = 0;
        }
        return buffer[taken..];
    }

    private ReadOnlyMemory<byte> SealFinal()
    {
        Push(_chunk.AsSpan(0, _filled), SodiumLibrary.TagFinal);
        return TakeBatch();
    }

    private void Push(ReadOnlySpan<byte> plain, byte tag)
    {
        SodiumLibrary.Push(ref _state, _sealed.AsSpan(_sealedLength), plain, tag);
        _sealedLength += plain.Length + SodiumLibrary.OverheadBytes;
    }

    private ReadOnlyMemory<byte> TakeBatch()
    {
        var batch = _sealed.AsMemory(0, _sealedLength);
        _sealedLength = 0;
        return batch;
    }

    private void Release()
    {
        _state = default;
        ArrayPool<byte>.Shared.Return(_chunk, clearArray: true);
        ArrayPool<byte>.Shared.Return(_sealed);
    }
}
