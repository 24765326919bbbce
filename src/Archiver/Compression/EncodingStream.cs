using System.Buffers;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Compression;

/// <summary>Compresses what is written to it. Disposing ends the frame, unless a write failed before.</summary>
internal sealed class EncodingStream : WriteStream
{
    private readonly Stream _destination;
    private readonly Encoder _encoder;
    private readonly byte[] _input;
    private readonly byte[] _output;
    private int _filled;
    private bool _broken;
    private bool _disposed;

    public EncodingStream(Stream destination, Encoder encoder)
    {
        _destination = destination;
        _encoder = encoder;
        _input = ArrayPool<byte>.Shared.Rent(encoder.InputSizeBytes);
        _output = ArrayPool<byte>.Shared.Rent(encoder.OutputSizeBytes);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var whole = _encoder.InputSizeBytes;
        _broken = true;
        while (!buffer.IsEmpty)
        {
            if (_filled == 0 && buffer.Length >= whole)
            {
                // Straight from the caller's buffer: copying a segment costs as much as a tenth of compressing it.
                Encode(buffer[..whole]);
                buffer = buffer[whole..];
                continue;
            }
            buffer = Collect(buffer);
            if (_filled < whole) break;
            Encode(_input.AsSpan(0, _filled));
            _filled = 0;
        }
        _broken = false;
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var whole = _encoder.InputSizeBytes;
        _broken = true;
        while (!buffer.IsEmpty)
        {
            if (_filled == 0 && buffer.Length >= whole)
            {
                await EncodeAsync(buffer[..whole], cancellationToken).ConfigureAwait(false);
                buffer = buffer[whole..];
                continue;
            }
            buffer = buffer[^Collect(buffer.Span).Length..];
            if (_filled < whole) break;
            await EncodeAsync(_input.AsMemory(0, _filled), cancellationToken).ConfigureAwait(false);
            _filled = 0;
        }
        _broken = false;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        try
        {
            if (!_broken)
            {
                await EncodeAsync(_input.AsMemory(0, _filled), CancellationToken.None).ConfigureAwait(false);
                for (var done = false; !done;)
                {
                    var length = _encoder.Finish(_output, out done);
                    await _destination.WriteAsync(_output.AsMemory(0, length)).ConfigureAwait(false);
                }
            }
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
                if (!_broken)
                {
                    Encode(_input.AsSpan(0, _filled));
                    for (var done = false; !done;) _destination.Write(_output, 0, _encoder.Finish(_output, out done));
                }
            }
            finally
            {
                Release();
            }
        }
        base.Dispose(disposing);
    }

    private ReadOnlySpan<byte> Collect(ReadOnlySpan<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _encoder.InputSizeBytes - _filled);
        buffer[..taken].CopyTo(_input.AsSpan(_filled));
        _filled += taken;
        return buffer[taken..];
    }

    private void Encode(ReadOnlySpan<byte> input)
    {
        while (!input.IsEmpty)
        {
            var length = _encoder.Encode(input, _output, out var consumed);
            if (length > 0) _destination.Write(_output, 0, length);
            input = input[consumed..];
        }
    }

    private async ValueTask EncodeAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        while (!input.IsEmpty)
        {
            var length = _encoder.Encode(input.Span, _output, out var consumed);
            if (length > 0)
                await _destination.WriteAsync(_output.AsMemory(0, length), cancellation).ConfigureAwait(false);
            input = input[consumed..];
        }
    }

    private void Release()
    {
        _encoder.Dispose();
        ArrayPool<byte>.Shared.Return(_input);
        ArrayPool<byte>.Shared.Return(_output);
    }
}
