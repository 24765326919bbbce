namespace Postern.Archiver.Core.Wal;

/// <summary>What a recovery target can name.</summary>
public enum WalMarkKind
{
    Commit,
    Abort,
    RestorePoint,
}

/// <summary>
/// A record at which recovery can stop: the end of a transaction, or a restore point with its name. <see cref="End"/>
/// is the position after the record, <see cref="Xid"/> the transaction's number (0 for a restore point).
/// </summary>
public sealed record WalMark(
    WalMarkKind Kind, Lsn Start, Lsn End, uint Xid, DateTimeOffset Time, string? Name);
