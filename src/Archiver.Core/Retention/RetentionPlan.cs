namespace Postern.Archiver.Core.Retention;

/// <summary>One object that goes, and why.</summary>
public sealed record PlannedDeletion(RetentionObject Item, string Reason);

/// <summary>One backup that stays, and why.</summary>
public sealed record KeptBackup(string Name, string Reason);

/// <summary>
/// What a delete does, in the order in which it does it: sentinels first, a delta's before its parent's, then the rest
/// of the backups, then WAL from the oldest on. Stopped anywhere, no backup looks whole that is not.
/// </summary>
public sealed record RetentionPlan(
    IReadOnlyList<PlannedDeletion> Deletions, IReadOnlyList<KeptBackup> Kept, string Summary)
{
    public long Bytes => Deletions.Sum(deletion => deletion.Item.SizeBytes);

    public static RetentionPlan Nothing(IReadOnlyList<KeptBackup> kept, string summary) => new([], kept, summary);
}

/// <summary>Why a delete is refused.</summary>
public enum RetentionRefusal
{
    /// <summary>The arguments do not fit together.</summary>
    Usage,

    /// <summary>What is named is not there.</summary>
    Missing,

    /// <summary>What would go is permanent, needed, or the last that can be restored.</summary>
    Protected,
}

/// <summary>A delete that must not happen; nothing was deleted.</summary>
public sealed class RetentionRefusedException(RetentionRefusal refusal, string message, string hint)
    : Exception(message)
{
    public RetentionRefusal Refusal { get; } = refusal;

    /// <summary>One sentence that says what to do.</summary>
    public string Hint { get; } = hint;
}
