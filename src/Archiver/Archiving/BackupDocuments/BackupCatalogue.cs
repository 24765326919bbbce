using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.BackupDocuments;

/// <summary>A backup with its two small documents.</summary>
/// <param name="Record">What listings and plans need.</param>
/// <param name="Sentinel">The document whose presence makes it a backup.</param>
/// <param name="Metadata">Null when the archive lacks it.</param>
/// <param name="Modified">The sentinel's last modification, as exactly as the store knows it.</param>
public sealed record CatalogueEntry(
    BackupRecord Record, Sentinel Sentinel, BackupMetadata? Metadata, NanosecondTime Modified);

/// <summary>The backups of an archive, read from their documents.</summary>
public sealed class BackupCatalogue(Archive archive)
{
    private const int Readers = 8;

    /// <summary>Every backup that has a sentinel, oldest first by completion.</summary>
    public async Task<IReadOnlyList<CatalogueEntry>> ListAsync(CancellationToken cancellation)
    {
        var sentinels = new List<StoredObject>();
        await foreach (
            var stored in archive.Storage.ListAsync(ArchiveLayout.BackupFolder, recursive: false, cancellation))
        {
            if (stored.Name.EndsWith(ArchiveLayout.SentinelSuffix, StringComparison.Ordinal)) sentinels.Add(stored);
        }
        var entries = new ConcurrentBag<CatalogueEntry>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(sentinels, options, async (stored, token) =>
        {
            // A backup that is deleted meanwhile is simply not listed.
            if (await ReadAsync(stored, token) is { } entry) entries.Add(entry);
        });
        var byName = entries.ToDictionary(entry => entry.Record.Name, StringComparer.Ordinal);
        return [.. BackupSelection.Ordered(entries.Select(entry => entry.Record))
            .Select(record => byName[record.Name])];
    }

    /// <exception cref="ArchiverException">BackupMissing when the archive has no such backup.</exception>
    public async Task<CatalogueEntry> GetAsync(string name, CancellationToken cancellation) =>
        await archive.Storage.StatAsync(ArchiveLayout.Sentinel(name), cancellation) is { } stored
        && await ReadAsync(stored, cancellation) is { } entry
            ? entry
            : throw Missing(name);

    public static ArchiverException Missing(string name) => new(
        FailureCode.BackupMissing, $"backup '{name}' is not in the archive", "see `archiver backup-list`.");

    /// <summary>Null when the archive has no such document: WAL-G can be told not to write it.</summary>
    public async Task<FilesMetadata?> FilesAsync(CatalogueEntry entry, CancellationToken cancellation)
    {
        var name = ArchiveLayout.FilesMetadata(entry.Record.Name);
        if (await ReadLongAsync(name, DocumentsContext.Default.FilesMetadata, cancellation) is { } files) return files;
        // Very old sentinels hold the lists themselves.
        return entry.Sentinel.Files is { } legacy
            ? new FilesMetadata { Files = legacy, TarFileSets = entry.Sentinel.TarFileSets }
            : null;
    }

    /// <summary>As <see cref="FilesAsync"/>, but the files' times only.</summary>
    public async Task<IReadOnlyDictionary<string, FileTime>?> FileTimesAsync(
        CatalogueEntry entry, CancellationToken cancellation)
    {
        var name = ArchiveLayout.FilesMetadata(entry.Record.Name);
        if (await ReadLongAsync(name, DocumentsContext.Default.FileTimes, cancellation) is { } times)
            return times.Files;
        return entry.Sentinel.Files?.ToDictionary(
            one => one.Key, one => new FileTime(one.Value.ModificationTime), StringComparer.Ordinal);
    }

    /// <summary>Null for a backup that WAL-G made.</summary>
    public async Task<PosternManifest?> ManifestAsync(string backup, CancellationToken cancellation)
    {
        var name = ArchiveLayout.PosternMetadata(backup);
        return await ReadLongAsync(name, DocumentsContext.Default.PosternManifest, cancellation);
    }

    /// <summary>Never as a whole in memory: these documents grow with the number of files.</summary>
    private async Task<T?> ReadLongAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        await using var raw = await archive.Storage.OpenReadAsync(name, 0, cancellation);
        return raw is null ? null : await DocumentJson.ReadAsync(name, raw, type, cancellation);
    }

    private async Task<CatalogueEntry?> ReadAsync(StoredObject stored, CancellationToken cancellation)
    {
        var start = ArchiveLayout.BackupFolder.Length;
        var name = stored.Name[start..^ArchiveLayout.SentinelSuffix.Length];
        if (await archive.ReadDocumentAsync(stored.Name, cancellation) is not { } sentinelBytes) return null;
        var sentinel = DocumentJson.Read(stored.Name, sentinelBytes, DocumentsContext.Default.Sentinel);
        var metadataName = ArchiveLayout.Metadata(name);
        var metadata = await archive.ReadDocumentAsync(metadataName, cancellation) is { } bytes
            ? DocumentJson.Read(metadataName, bytes, DocumentsContext.Default.BackupMetadata)
            : null;
        return new CatalogueEntry(
            Record(name, stored.LastModified, sentinel, metadata), sentinel, metadata, stored.Modified);
    }

    private static BackupRecord Record(
        string name, DateTimeOffset modified, Sentinel sentinel, BackupMetadata? metadata)
    {
        var userData = metadata?.UserData ?? sentinel.UserData;
        return new BackupRecord
        {
            Name = name,
            Modified = modified,
            StartTime = Time(metadata?.StartTime ?? sentinel.StartTime),
            FinishTime = Time(metadata?.FinishTime ?? sentinel.FinishTime),
            StartLsn = Position(metadata?.StartLsn ?? sentinel.StartLsn),
            FinishLsn = Position(metadata?.FinishLsn ?? sentinel.FinishLsn),
            SystemIdentifier = (metadata?.SystemIdentifier ?? sentinel.SystemIdentifier) is { } system
                ? new SystemIdentifier(system)
                : null,
            PgVersion = metadata is { PgVersion: > 0 } ? metadata.PgVersion : sentinel.PgVersion,
            // backup-mark rewrites metadata.json only; the sentinel keeps what was asked for at the push.
            IsPermanent = metadata?.IsPermanent ?? sentinel.IsPermanent ?? false,
            Parent = sentinel.IsDelta ? sentinel.DeltaFrom : null,
            FullName = sentinel.IsDelta ? sentinel.DeltaFullName : null,
            DeltaCount = sentinel.IsDelta ? sentinel.DeltaCount ?? 1 : 0,
            HasMetadata = metadata is not null,
            UncompressedSizeBytes = metadata?.UncompressedSize ?? sentinel.UncompressedSize,
            CompressedSizeBytes = metadata?.CompressedSize ?? sentinel.CompressedSize,
            UserData = userData is { ValueKind: not JsonValueKind.Null } data ? data.GetRawText() : null,
        };
    }

    private static DateTimeOffset? Time(NanosecondTime? time) =>
        time is { IsUnknown: false } known ? known.ToDateTimeOffset() : null;

    private static Lsn? Position(ulong? value) => value is { } known and > 0 ? new Lsn(known) : null;
}
