namespace Postern.Archiver.Compression.Lzma;

/// <summary>LZMA's binary arithmetic decoder with adaptive probabilities of 11 bits.</summary>
internal sealed class RangeDecoder
{
    public const ushort EvenOdds = 1 << (ProbabilityBits - 1);

    private const int ProbabilityBits = 11;
    private const int MoveBits = 5;
    private const uint SmallestRange = 1u << 24;

    private readonly Stream _source;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private uint _range = uint.MaxValue;
    private uint _code;

    public RangeDecoder(Stream source)
    {
        _source = source;
        if (Next() != 0) throw CompressionFailure.Damaged("lzma", "its first coded byte is not zero");
        for (var count = 0; count < 4; count++) _code = (_code << 8) | Next();
    }

    /// <summary>Whether the coder stands where an encoder's flush leaves it.</summary>
    public bool IsFinished => _code == 0;

    public int Bit(ref ushort probability)
    {
        unchecked
        {
            var bound = (_range >> ProbabilityBits) * probability;
            int bit;
            if (_code < bound)
            {
                _range = bound;
                probability += (ushort)(((1 << ProbabilityBits) - probability) >> MoveBits);
                bit = 0;
            }
            else
            {
                _range -= bound;
                _code -= bound;
                probability -= (ushort)(probability >> MoveBits);
                bit = 1;
            }
            Normalize();
            return bit;
        }
    }

    /// <summary>Bits of even odds, the highest first.</summary>
    public uint DirectBits(int count)
    {
        unchecked
        {
            uint result = 0;
            for (; count > 0; count--)
            {
                _range >>= 1;
                _code -= _range;
                var mask = 0 - (_code >> 31);
                _code += _range & mask;
                if (_code == _range) throw CompressionFailure.Damaged("lzma", "the range coder lost its place");
                Normalize();
                result = (result << 1) + mask + 1;
            }
            return result;
        }
    }

    /// <summary>A number of <paramref name="bits"/> bits, the highest first.</summary>
    public int Tree(Span<ushort> probabilities, int bits)
    {
        var node = 1;
        for (var bit = 0; bit < bits; bit++) node = (node << 1) + Bit(ref probabilities[node]);
        return node - (1 << bits);
    }

    /// <summary>A number of <paramref name="bits"/> bits, the lowest first.</summary>
    public int ReverseTree(Span<ushort> probabilities, int bits)
    {
        var node = 1;
        var number = 0;
        for (var index = 0; index < bits; index++)
        {
            var bit = Bit(ref probabilities[node]);
            node = (node << 1) + bit;
            number |= bit << index;
        }
        return number;
    }

    private void Normalize()
    {
        if (_range >= SmallestRange) return;
        _range <<= 8;
        _code = (_code << 8) | Next();
    }

    private byte Next()
    {
        if (_start == _end)
        {
            _start = 0;
            _end = _source.Read(_buffer, 0, _buffer.Length);
            if (_end == 0) throw CompressionFailure.CutShort("lzma");
        }
        return _buffer[_start++];
    }
}
