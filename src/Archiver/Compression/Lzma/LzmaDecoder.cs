namespace Postern.Archiver.Compression.Lzma;

/// <summary>
/// The LZMA decoder of Igor Pavlov's specification (lzma-specification.txt, in the public domain), resumable between
/// symbols.
/// </summary>
internal sealed class LzmaDecoder
{
    private const int ShortestMatch = 2;
    private const uint EndMark = uint.MaxValue;

    private readonly RangeDecoder _coder;
    private readonly LzmaModel _model;
    private readonly byte[] _window;
    private readonly uint[] _distances = new uint[4];
    private long _left;
    private int _position;
    private long _written;
    private int _state;
    private int _matchLeft;
    private bool _done;

    /// <param name="coder">The coded bytes.</param>
    /// <param name="properties">(pb * 5 + lp) * 9 + lc.</param>
    /// <param name="dictionaryBytes">How far back a match may reach.</param>
    /// <param name="length">Of the plain bytes; -1 when an end mark tells.</param>
    public LzmaDecoder(RangeDecoder coder, byte properties, int dictionaryBytes, long length)
    {
        _coder = coder;
        _model = new LzmaModel(properties % 9, properties / 9 % 5, properties / 45);
        _window = new byte[dictionaryBytes];
        _left = length;
    }

    /// <summary>Returns the number of plain bytes; 0 at the end.</summary>
    public int Decode(Span<byte> output)
    {
        var count = 0;
        while (count < output.Length && !_done)
        {
            if (_matchLeft > 0)
            {
                _matchLeft--;
                output[count++] = Put(Back(_distances[0]));
            }
            else if (_left == 0 && _coder.IsFinished)
            {
                _done = true;
            }
            else if (Symbol() is { } literal)
            {
                output[count++] = literal;
            }
        }
        return count;
    }

    private byte? Symbol()
    {
        var positionState = (int)(_written & _model.PositionMask);
        if (_coder.Bit(ref _model.IsMatch[(_state << 4) + positionState]) == 0)
        {
            if (_left == 0) throw Damaged();
            return Literal();
        }
        if (_coder.Bit(ref _model.IsRepeat[_state]) != 0)
        {
            if (_left == 0 || _written == 0) throw Damaged();
            if (Repeat(positionState) is { } single) return single;
        }
        else if (!Match(positionState))
        {
            return null;
        }
        CheckMatch();
        return null;
    }

    private byte Literal()
    {
        var previous = _written == 0 ? (byte)0 : Back(0);
        var probabilities = _model.LiteralsAfter(_written, previous);
        var symbol = 1;
        if (_state >= 7)
        {
            var matched = (int)Back(_distances[0]);
            do
            {
                var matchBit = (matched >> 7) & 1;
                matched <<= 1;
                var bit = _coder.Bit(ref probabilities[((1 + matchBit) << 8) + symbol]);
                symbol = (symbol << 1) | bit;
                if (matchBit != bit) break;
            }
            while (symbol < 0x100);
        }
        while (symbol < 0x100) symbol = (symbol << 1) | _coder.Bit(ref probabilities[symbol]);
        _state = _state < 4 ? 0 : _state < 10 ? _state - 3 : _state - 6;
        return Put((byte)(symbol - 0x100));
    }

    /// <summary>A match at one of the last four distances; a byte when it is the short form of one byte.</summary>
    private byte? Repeat(int positionState)
    {
        if (_coder.Bit(ref _model.IsRepeat0[_state]) == 0)
        {
            if (_coder.Bit(ref _model.IsRepeat0Long[(_state << 4) + positionState]) == 0)
            {
                _state = _state < 7 ? 9 : 11;
                if (_distances[0] >= _written || _distances[0] >= _window.Length) throw Damaged();
                return Put(Back(_distances[0]));
            }
        }
        else
        {
            var which = 1;
            if (_coder.Bit(ref _model.IsRepeat1[_state]) != 0)
                which = 2 + _coder.Bit(ref _model.IsRepeat2[_state]);
            var distance = _distances[which];
            for (; which > 0; which--) _distances[which] = _distances[which - 1];
            _distances[0] = distance;
        }
        _matchLeft = ShortestMatch + _model.RepeatLength.Decode(_coder, positionState);
        _state = _state < 7 ? 8 : 11;
        return null;
    }

    /// <summary>A match at a new distance; false at the end mark.</summary>
    private bool Match(int positionState)
    {
        for (var index = 3; index > 0; index--) _distances[index] = _distances[index - 1];
        var length = _model.Length.Decode(_coder, positionState);
        _state = _state < 7 ? 7 : 10;
        _distances[0] = _model.Distance(_coder, length);
        if (_distances[0] == EndMark)
        {
            if (!_coder.IsFinished || _left > 0) throw Damaged();
            _done = true;
            return false;
        }
        if (_left == 0) throw Damaged();
        _matchLeft = ShortestMatch + length;
        return true;
    }

    private void CheckMatch()
    {
        if (_distances[0] >= _written || _distances[0] >= _window.Length) throw Damaged();
        if (_left >= 0 && _matchLeft > _left) throw Damaged();
    }

    private byte Back(uint distance)
    {
        var index = _position - (int)distance - 1;
        return _window[index < 0 ? index + _window.Length : index];
    }

    private byte Put(byte value)
    {
        _window[_position] = value;
        _position = _position + 1 == _window.Length ? 0 : _position + 1;
        _written++;
        if (_left > 0) _left--;
        return value;
    }

    private static Failures.ArchiverException Damaged() =>
        CompressionFailure.Damaged("lzma", "a match is where none can be");
}
