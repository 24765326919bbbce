using System.Buffers;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Compression;

/// <summary>
/// Decompresses what it reads. A source that ends before the decoder is complete raises ObjectCorrupt.
/// </summary>
internal sealed class DecodingStream(Stream source, Decoder decoder, string method) : ReadStream
{
    private const int InputSizeBytes = 256 * 1024;

    private byte[]? _input = ArrayPool<byte>.Shared.Rent(InputSizeBytes);
    private int _start;
    private int _end;

    private byte[] Input => _input ?? throw new ObjectDisposedException(nameof(DecodingStream));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            if (Decode(buffer, out var wantsInput) is var length and > 0) return length;
            if (wantsInput && !Filled(source.Read(Input, 0, InputSizeBytes))) return 0;
        }
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            if (Decode(buffer.Span, out var wantsInput) is var length and > 0) return length;
            if (!wantsInput) continue;
            var read = await source.ReadAsync(Input.AsMemory(0, InputSizeBytes), cancellationToken)
                .ConfigureAwait(false);
            if (!Filled(read)) return 0;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _input is { } input)
        {
            _input = null;
            decoder.Dispose();
            ArrayPool<byte>.Shared.Return(input);
        }
        base.Dispose(disposing);
    }

    private int Decode(Span<byte> output, out bool wantsInput)
    {
        var length = decoder.Decode(Input.AsSpan(_start, _end - _start), output, out var consumed);
        _start += consumed;
        wantsInput = length == 0 && consumed == 0;
        if (wantsInput && _start < _end)
            throw CompressionFailure.Damaged(method, $"{_end - _start} or more bytes follow its end");
        return length;
    }

    private bool Filled(int read)
    {
        _start = 0;
        _end = read;
        if (read > 0) return true;
        return decoder.IsComplete ? false : throw CompressionFailure.CutShort(method);
    }
}
