namespace Postern.Archiver.Archiving.Receiving;

/// <summary>What a stored state of a segment is to the one that is being received.</summary>
internal enum SegmentRelation
{
    Same,

    /// <summary>The stored one ends earlier.</summary>
    Shorter,

    /// <summary>The stored one goes on where this one has not come to yet.</summary>
    Longer,

    /// <summary>They have different bytes.</summary>
    Other,
}
