using System.Buffers.Binary;
using Org.BouncyCastle.Utilities.Zlib;

namespace Postern.Archiver.Compression.Gzip;

/// <summary>
/// Gzip members, one after another (RFC 1952). GZipStream is not used: it takes a cut stream for its end, and so
/// would a restore.
/// </summary>
internal sealed class GzipDecoder : Decoder
{
    private const int PieceSizeBytes = 64 * 1024;
    private const int TrailerSizeBytes = 8;
    private const int FixedHeaderBytes = 10;
    private const int LargestHeaderBytes = 128 * 1024;
    private const int Ok = 0;
    private const int StreamEnd = 1;
    private const int NoProgress = -5;

    private readonly byte[] _input = new byte[PieceSizeBytes];
    private readonly byte[] _output = new byte[PieceSizeBytes];
    private readonly List<byte> _gathered = [];
    private Part _part = Part.Header;
    private ZStream? _inflater;
    private uint _crc;
    private uint _length;
    private bool _anyMember;

    private enum Part
    {
        Header,
        Body,
        Trailer,
    }

    public override bool IsComplete => _part == Part.Header && _gathered.Count == 0 && _anyMember;

    public override int Decode(ReadOnlySpan<byte> input, Span<byte> output, out int consumed)
    {
        consumed = 0;
        while (consumed < input.Length && _part == Part.Header)
        {
            _gathered.Add(input[consumed++]);
            if (IsHeaderWhole()) BeginBody();
        }
        if (_part == Part.Body)
        {
            var produced = Inflate(input[consumed..], output, out var taken);
            consumed += taken;
            return produced;
        }
        while (consumed < input.Length && _part == Part.Trailer)
        {
            _gathered.Add(input[consumed++]);
            if (_gathered.Count == TrailerSizeBytes) EndMember();
        }
        return 0;
    }

    public override void Dispose() => _inflater?.inflateEnd();

    private int Inflate(ReadOnlySpan<byte> input, Span<byte> output, out int taken)
    {
        var offered = Math.Min(input.Length, PieceSizeBytes);
        input[..offered].CopyTo(_input);
        var inflater = _inflater!;
        inflater.next_in = _input;
        inflater.next_in_index = 0;
        inflater.avail_in = offered;
        inflater.next_out = _output;
        inflater.next_out_index = 0;
        inflater.avail_out = Math.Min(output.Length, PieceSizeBytes);
        var result = inflater.inflate(0);
        if (result is not (Ok or StreamEnd or NoProgress))
            throw CompressionFailure.Damaged("gzip", inflater.msg ?? "the decoder refuses it");
        taken = offered - inflater.avail_in;
        var plain = _output.AsSpan(0, inflater.next_out_index);
        plain.CopyTo(output);
        _crc = Crc32.Append(_crc, plain);
        _length = unchecked(_length + (uint)plain.Length);
        if (result == StreamEnd) _part = Part.Trailer;
        return plain.Length;
    }

    private bool IsHeaderWhole()
    {
        var count = _gathered.Count;
        if (count > LargestHeaderBytes || (count > 0 && _gathered[0] != 0x1F) || (count > 1 && _gathered[1] != 0x8B)
            || (count > 2 && _gathered[2] != 8))
        {
            throw CompressionFailure.Damaged("gzip", "its header is none");
        }
        if (count < FixedHeaderBytes) return false;
        var flags = _gathered[3];
        var at = FixedHeaderBytes;
        if ((flags & 4) != 0)
        {
            if (count < at + 2) return false;
            at += 2 + _gathered[at] + (_gathered[at + 1] << 8);
        }
        for (var text = 8; text <= 16; text <<= 1)
        {
            if ((flags & text) == 0) continue;
            var end = at < count ? _gathered.IndexOf(0, at) : -1;
            if (end < 0) return false;
            at = end + 1;
        }
        return count == at + ((flags & 2) != 0 ? 2 : 0);
    }

    private void BeginBody()
    {
        _gathered.Clear();
        _inflater?.inflateEnd();
        _inflater = new ZStream();
        _inflater.inflateInit(nowrap: true);
        _crc = 0;
        _length = 0;
        _part = Part.Body;
    }

    private void EndMember()
    {
        Span<byte> trailer = [.. _gathered];
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer) != _crc)
            throw CompressionFailure.Damaged("gzip", "its checksum differs");
        if (BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) != _length)
            throw CompressionFailure.Damaged("gzip", "its length differs");
        _gathered.Clear();
        _anyMember = true;
        _part = Part.Header;
    }
}
