using System.Buffers;
using Postern.Archiver.Streams;

namespace Postern.Archiver.Encryption.Sodium;

/// <summary>
/// Decrypts what it reads. The end of the source counts only after the final tag; a first chunk that does not open is
/// a wrong key.
/// </summary>
internal sealed class SodiumReadStream(Stream source, byte[] key) : ReadStream
{
    private const string Format = "libsodium";
    private const int SealedSizeBytes = SodiumCrypter.ChunkSizeBytes + SodiumLibrary.OverheadBytes;
    private const int InputSizeBytes = 32 * SealedSizeBytes;

    private byte[]? _input = ArrayPool<byte>.Shared.Rent(InputSizeBytes);
    private readonly byte[] _plain = new byte[SodiumCrypter.ChunkSizeBytes];
    private SodiumLibrary.State _state;
    private int _start;
    private int _end;
    private int _plainStart;
    private int _plainEnd;
    private long _chunks;
    private bool _begun;
    private bool _ended;
    private bool _final;

    private byte[] Input => _input ?? throw new ObjectDisposedException(nameof(SodiumReadStream));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (_plainStart == _plainEnd)
        {
            while (NeedsInput) Filled(source.Read(Input.AsSpan(_end, InputSizeBytes - _end)));
            if (!Open()) return 0;
        }
        return Take(buffer);
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (_plainStart == _plainEnd)
        {
            while (NeedsInput)
            {
                Filled(await source.ReadAsync(Input.AsMemory(_end, InputSizeBytes - _end), cancellationToken)
                    .ConfigureAwait(false));
            }
            if (!Open()) return 0;
        }
        return Take(buffer.Span);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _input is { } input)
        {
            _input = null;
            _state = default;
            ArrayPool<byte>.Shared.Return(input);
        }
        base.Dispose(disposing);
    }

    /// <summary>
    /// A chunk is opened when all of it is there, and a byte more or the end, which tells whether it may be the last.
    /// </summary>
    private bool NeedsInput
    {
        get
        {
            if (_ended || _end - _start > SealedSizeBytes + SodiumLibrary.HeaderSizeBytes) return false;
            Input.AsSpan(_start, _end - _start).CopyTo(Input);
            _end -= _start;
            _start = 0;
            return true;
        }
    }

    private void Filled(int read)
    {
        _end += read;
        _ended = read == 0;
    }

    /// <summary>Opens the next chunk; false after the final one.</summary>
    private bool Open()
    {
        if (!_begun) Begin();
        var available = _end - _start;
        if (_final)
        {
            return available == 0
                ? false
                : throw EncryptionFailure.Damaged(Format, "bytes follow its final chunk");
        }
        var length = Math.Min(available, SealedSizeBytes);
        if (length < SodiumLibrary.OverheadBytes) throw EncryptionFailure.CutShort(Format);
        var chunk = Input.AsSpan(_start, length);
        if (!SodiumLibrary.Pull(ref _state, _plain, out var tag, chunk)) throw NotAuthentic(length);
        if (tag == SodiumLibrary.TagFinal)
        {
            // WAL-G refuses a full final chunk, too.
            if (length == SealedSizeBytes) throw EncryptionFailure.Damaged(Format, "its final chunk is full");
            _final = true;
        }
        else if (length < SealedSizeBytes || tag != SodiumLibrary.TagMessage)
        {
            throw EncryptionFailure.CutShort(Format);
        }
        _start += length;
        _plainStart = 0;
        _plainEnd = length - SodiumLibrary.OverheadBytes;
        _chunks++;
        return _plainEnd > 0 || Open();
    }

    private void Begin()
    {
        if (_end < SodiumLibrary.HeaderSizeBytes) throw EncryptionFailure.CutShort(Format);
        var header = Input.AsSpan(0, SodiumLibrary.HeaderSizeBytes);
        if (!SodiumLibrary.InitializePull(ref _state, header, key)) throw EncryptionFailure.WrongKey(Format);
        _start = SodiumLibrary.HeaderSizeBytes;
        _begun = true;
    }

    private Failures.ArchiverException NotAuthentic(int length)
    {
        if (_chunks == 0) return EncryptionFailure.WrongKey(Format);
        return length < SealedSizeBytes
            ? EncryptionFailure.CutShort(Format)
            : EncryptionFailure.Damaged(Format, $"chunk {_chunks + 1} is not authentic");
    }

    private int Take(Span<byte> buffer)
    {
        var length = Math.Min(buffer.Length, _plainEnd - _plainStart);
        _plain.AsSpan(_plainStart, length).CopyTo(buffer);
        _plainStart += length;
        return length;
    }
}
