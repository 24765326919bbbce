namespace Postern.Archiver.Archiving.Wal;

/// <summary>Where a delivered file came from.</summary>
public enum WalFetchResult
{
    Archive,

    /// <summary>Fetched ahead by an earlier call.</summary>
    Prefetched,
}
