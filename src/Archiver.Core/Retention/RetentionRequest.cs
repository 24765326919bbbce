namespace Postern.Archiver.Core.Retention;

/// <summary>WAL-G's modifiers of retain, before and target.</summary>
public enum FullModifier
{
    None,

    /// <summary>Count full backups only.</summary>
    Full,

    /// <summary>Go back to the full backup at or before the one that is meant.</summary>
    FindFull,
}

/// <summary>What <c>delete</c> is asked for.</summary>
public abstract record RetentionRequest
{
    /// <summary>--use-sentinel-time: order and times are the recorded starts instead of the ends.</summary>
    public bool ByStartTime { get; init; }
}

/// <summary>Keep the newest <paramref name="Count"/>, and with <paramref name="After"/> (a time or a name) everything
/// since.</summary>
public sealed record RetainRequest(int Count, FullModifier Modifier, string? After) : RetentionRequest;

/// <summary>Delete what is older than a backup (a name or the beginning of one) or a time.</summary>
public sealed record BeforeRequest(string Point, FullModifier Modifier) : RetentionRequest;

/// <summary>Delete one backup and the deltas on it; with FIND_FULL its whole family.</summary>
public sealed record TargetRequest(string Name, FullModifier Modifier) : RetentionRequest;

/// <summary>Delete everything; permanent backups only with <paramref name="Force"/>.</summary>
public sealed record EverythingRequest(bool Force) : RetentionRequest;

/// <summary>Which folder garbage is looked for in.</summary>
public enum GarbageScope
{
    All,
    Archives,
    Backups,
}

/// <summary>Delete what no backup needs: older than the oldest one that is not permanent.</summary>
public sealed record GarbageRequest(GarbageScope Scope, bool WithoutBackupCheck) : RetentionRequest;
