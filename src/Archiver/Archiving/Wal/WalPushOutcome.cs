namespace Postern.Archiver.Archiving.Wal;

/// <summary>What a successful push did.</summary>
public enum WalPushOutcome
{
    Stored,

    /// <summary>The archive had the same bytes already.</summary>
    AlreadyStored,
}
