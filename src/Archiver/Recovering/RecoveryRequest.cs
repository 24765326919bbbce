using Postern.Archiver.Archiving;
using Postern.Archiver.Booting;

namespace Postern.Archiver.Recovering;

/// <summary>A recovery to drive: a fetched PGDATA, a target, and how long it may take.</summary>
public sealed record RecoveryRequest
{
    public required string Data { get; init; }

    public required RecoveryTarget Target { get; init; }

    /// <summary>The server's, in order; recovery targets among them are replaced by the target's own.</summary>
    public required IReadOnlyList<ServerParameter> Parameters { get; init; }

    /// <summary>The cluster's bootstrap superuser.</summary>
    public required string User { get; init; }

    /// <summary>Null for the one in PGDATA.</summary>
    public required string? ConfigFile { get; init; }

    /// <summary>To know where the archive ends.</summary>
    public required Archive Archive { get; init; }

    public required int DeadlineSeconds { get; init; }
}
