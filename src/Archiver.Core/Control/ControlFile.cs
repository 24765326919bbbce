using System.Buffers.Binary;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Core.Control;

/// <summary>
/// What global/pg_control holds (pg_control.h), for PostgreSQL 13 to 18, little endian, its checksum verified. Read at
/// one go it is whole: PostgreSQL writes its 8 KiB at once.
/// </summary>
public sealed record ControlFile
{
    public const int SizeBytes = 8192;

    /// <summary>The path below the data directory.</summary>
    public const string RelativePath = "global/pg_control";

    public required SystemIdentifier SystemIdentifier { get; init; }

    public required uint ControlVersion { get; init; }

    public required uint CatalogVersion { get; init; }

    public required ClusterState State { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    public required Lsn Checkpoint { get; init; }

    /// <summary>Where replay from the last checkpoint begins.</summary>
    public required Lsn Redo { get; init; }

    /// <summary>The last checkpoint's timeline; in recovery <see cref="MinimumRecoveryTimeline"/> is the one that
    /// counts.</summary>
    public required TimelineId Timeline { get; init; }

    public required TimelineId PreviousTimeline { get; init; }

    public required bool FullPageWrites { get; init; }

    /// <summary>The epoch in the upper half.</summary>
    public required ulong NextXid { get; init; }

    public required uint NextOid { get; init; }

    public required uint NextMultiXact { get; init; }

    public required DateTimeOffset CheckpointTime { get; init; }

    public required Lsn MinimumRecoveryPoint { get; init; }

    /// <summary>Zero when there is none.</summary>
    public required TimelineId MinimumRecoveryTimeline { get; init; }

    public required Lsn BackupStart { get; init; }

    public required Lsn BackupEnd { get; init; }

    public required bool EndOfBackupRequired { get; init; }

    /// <summary>0 minimal, 1 replica, 2 logical.</summary>
    public required int WalLevel { get; init; }

    public required bool WalLogHints { get; init; }

    public required int MaxConnections { get; init; }

    public required int MaxWorkerProcesses { get; init; }

    public required int MaxWalSenders { get; init; }

    public required int MaxPreparedTransactions { get; init; }

    public required int MaxLocksPerTransaction { get; init; }

    public required uint BlockSizeBytes { get; init; }

    public required uint WalPageSizeBytes { get; init; }

    public required SegmentSize WalSegmentSize { get; init; }

    public required uint DataChecksumVersion { get; init; }

    public bool HasDataChecksums => DataChecksumVersion != 0;

    /// <summary>PostgreSQL's major version: the control version is that times 100 since 10, and 1300 was kept for 13 to
    /// 16.</summary>
    public int Major => CatalogVersion switch
    {
        >= 202506000 => 18,
        >= 202406000 => 17,
        >= 202307000 => 16,
        >= 202209000 => 15,
        >= 202107000 => 14,
        _ => 13,
    };

    /// <summary>Parses and verifies the checksum.</summary>
    /// <exception cref="InvalidDataException">Too short, of a version that is not known, or the checksum does not
    /// match.</exception>
    public static ControlFile Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 512) throw new InvalidDataException($"pg_control has {bytes.Length} bytes instead of 8192");
        var version = U32(bytes, 8);
        if (version is not (1300 or 1700 or 1800))
            throw new InvalidDataException($"pg_control has version {version}; 1300, 1700 and 1800 are known");
        var crcOffset = version == 1800 ? 292 : 288;
        if (Crc32C.Compute(bytes[..crcOffset]) != U32(bytes, crcOffset))
            throw new InvalidDataException("pg_control has a wrong checksum");
        return new ControlFile
        {
            SystemIdentifier = new SystemIdentifier(U64(bytes, 0)),
            ControlVersion = version,
            CatalogVersion = U32(bytes, 12),
            State = (ClusterState)U32(bytes, 16),
            LastModified = Time(bytes, 24),
            Checkpoint = new Lsn(U64(bytes, 32)),
            Redo = new Lsn(U64(bytes, 40)),
            Timeline = new TimelineId(U32(bytes, 48)),
            PreviousTimeline = new TimelineId(U32(bytes, 52)),
            FullPageWrites = bytes[56] != 0,
            NextXid = U64(bytes, 64),
            NextOid = U32(bytes, 72),
            NextMultiXact = U32(bytes, 76),
            CheckpointTime = Time(bytes, 104),
            MinimumRecoveryPoint = new Lsn(U64(bytes, 136)),
            MinimumRecoveryTimeline = new TimelineId(U32(bytes, 144)),
            BackupStart = new Lsn(U64(bytes, 152)),
            BackupEnd = new Lsn(U64(bytes, 160)),
            EndOfBackupRequired = bytes[168] != 0,
            WalLevel = I32(bytes, 172),
            WalLogHints = bytes[176] != 0,
            MaxConnections = I32(bytes, 180),
            MaxWorkerProcesses = I32(bytes, 184),
            MaxWalSenders = I32(bytes, 188),
            MaxPreparedTransactions = I32(bytes, 192),
            MaxLocksPerTransaction = I32(bytes, 196),
            BlockSizeBytes = U32(bytes, 216),
            WalPageSizeBytes = U32(bytes, 224),
            WalSegmentSize = SegmentSize.IsValid(U32(bytes, 228))
                ? SegmentSize.FromBytes(U32(bytes, 228))
                : throw new InvalidDataException($"pg_control has a WAL segment size of {U32(bytes, 228)} bytes"),
            DataChecksumVersion = U32(bytes, 252),
        };
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static int I32(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);

    private static ulong U64(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);

    private static DateTimeOffset Time(ReadOnlySpan<byte> bytes, int offset) =>
        DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64LittleEndian(bytes[offset..]));
}
