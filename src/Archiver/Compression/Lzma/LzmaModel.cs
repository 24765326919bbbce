namespace Postern.Archiver.Compression.Lzma;

/// <summary>LZMA's adaptive probabilities, and the numbers that are read with them.</summary>
internal sealed class LzmaModel
{
    private const int States = 12;
    private const int PositionStates = 16;
    private const int DistanceStates = 4;
    private const int SlotBits = 6;
    private const int FirstModelledSlot = 4;
    private const int FirstDirectSlot = 14;
    private const int AlignBits = 4;
    private const int FullDistances = 1 << (FirstDirectSlot >> 1);

    private readonly int _literalContextBits;
    private readonly int _literalPositionMask;
    private readonly ushort[] _literals;
    private readonly ushort[] _slots = Even(DistanceStates << SlotBits);
    private readonly ushort[] _modelled = Even(1 + FullDistances - FirstDirectSlot + 16);
    private readonly ushort[] _align = Even(1 << AlignBits);

    public LzmaModel(int literalContextBits, int literalPositionBits, int positionBits)
    {
        _literalContextBits = literalContextBits;
        _literalPositionMask = (1 << literalPositionBits) - 1;
        _literals = Even(0x300 << (literalContextBits + literalPositionBits));
        PositionMask = (1 << positionBits) - 1;
    }

    public int PositionMask { get; }

    public ushort[] IsMatch { get; } = Even(States * PositionStates);

    public ushort[] IsRepeat { get; } = Even(States);

    public ushort[] IsRepeat0 { get; } = Even(States);

    public ushort[] IsRepeat1 { get; } = Even(States);

    public ushort[] IsRepeat2 { get; } = Even(States);

    public ushort[] IsRepeat0Long { get; } = Even(States * PositionStates);

    public LengthModel Length { get; } = new();

    public LengthModel RepeatLength { get; } = new();

    public Span<ushort> LiteralsAfter(long written, byte previous)
    {
        var position = (int)(written & _literalPositionMask);
        var context = (position << _literalContextBits) + (previous >> (8 - _literalContextBits));
        return _literals.AsSpan(0x300 * context, 0x300);
    }

    /// <summary>How far back a match reaches, less one. All ones is the end mark.</summary>
    public uint Distance(RangeDecoder coder, int length)
    {
        var state = Math.Min(length, DistanceStates - 1);
        var slot = coder.Tree(_slots.AsSpan(state << SlotBits, 1 << SlotBits), SlotBits);
        if (slot < FirstModelledSlot) return (uint)slot;
        var directBits = (slot >> 1) - 1;
        var distance = (2u | ((uint)slot & 1)) << directBits;
        if (slot < FirstDirectSlot)
            return distance + (uint)coder.ReverseTree(_modelled.AsSpan((int)distance - slot), directBits);
        unchecked
        {
            distance += coder.DirectBits(directBits - AlignBits) << AlignBits;
            return distance + (uint)coder.ReverseTree(_align, AlignBits);
        }
    }

    private static ushort[] Even(int count)
    {
        var probabilities = new ushort[count];
        Array.Fill(probabilities, RangeDecoder.EvenOdds);
        return probabilities;
    }

    /// <summary>Match lengths less two: 0 to 7, 8 to 15, and 16 to 271.</summary>
    public sealed class LengthModel
    {
        private readonly ushort[] _choice = Even(2);
        private readonly ushort[] _low = Even(PositionStates << 3);
        private readonly ushort[] _middle = Even(PositionStates << 3);
        private readonly ushort[] _high = Even(1 << 8);

        public int Decode(RangeDecoder coder, int positionState)
        {
            if (coder.Bit(ref _choice[0]) == 0) return coder.Tree(_low.AsSpan(positionState << 3, 8), 3);
            if (coder.Bit(ref _choice[1]) == 0) return 8 + coder.Tree(_middle.AsSpan(positionState << 3, 8), 3);
            return 16 + coder.Tree(_high, 8);
        }
    }
}
