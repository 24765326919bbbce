using System.Text.Json;
using Postern.Archiver.Archiving.BackupDocuments;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>What is restored, and where to.</summary>
public sealed record RestoreOptions
{
    public required string TargetDirectory { get; init; }

    /// <summary>A backup's name, or LATEST.</summary>
    public string? Name { get; init; }

    public JsonElement? TargetUserData { get; init; }

    /// <summary>--restore-spec: other places for tablespaces; null leaves them where they were.</summary>
    public TablespaceSpec? Tablespaces { get; init; }

    public string? Mask { get; init; }

    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Objects that are read at a time.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>--reverse-unpack: from the newest backup of the chain to its full one; a page is written
    /// once.</summary>
    public bool IsReverse { get; init; }

    /// <summary>--skip-redundant-tars: tars of which nothing is needed any more are not read; only in
    /// reverse.</summary>
    public bool SkipRedundant { get; init; }

    /// <summary>Off only with WALG_TAR_DISABLE_FSYNC.</summary>
    public bool Durable { get; init; } = true;

    /// <summary>Everything that changes what is written, in one line: a run is resumed only with the same.</summary>
    public string Selection => string.Join(
        '|', IsReverse ? "reverse" : "", Mask ?? "", string.Join(',', Only),
        Tablespaces is null ? ""
            : string.Join(',', Tablespaces.Tablespaces.Select(one => $"{one.Key}={one.Value.Location}")));
}

/// <summary>A restore that is complete.</summary>
public sealed record RestoreResult(string Backup, IReadOnlyList<string> Chain, int Files, long Bytes, bool WasResumed);
