using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Postgres;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>How a file stands in the backup.</summary>
internal enum PackedKind
{
    Whole,
    Incremented,
    Skipped,
}

/// <summary>What became of one entry of the data directory.</summary>
internal sealed record PackedFile(DataDirectoryEntry Entry, PackedKind Kind, NanosecondTime Modified)
{
    private static readonly IReadOnlyDictionary<uint, Lsn> Nothing = new Dictionary<uint, Lsn>();

    public string MemberName => Entry.MemberName;

    /// <summary>Bytes in the tar.</summary>
    public long MemberBytes { get; init; }

    /// <summary>Bytes of the file that a restore makes; null for folders and links, and for skipped files.</summary>
    public long? FileBytes { get; init; }

    public IReadOnlyCollection<uint> Corrupt { get; init; } = [];

    public IReadOnlyDictionary<uint, Lsn> InFlight { get; init; } = Nothing;
}
