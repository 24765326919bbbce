using Microsoft.Win32.SafeHandles;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Pages;
using Postern.Archiver.Failures;
using Postern.Archiver.FileSystem;
using Postern.Archiver.Postgres;
using Postern.Archiver.Tar;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>Writes entries of a data directory into a tar. One per part: the buffer is its own.</summary>
internal sealed class FilePacker(TarWriter tar, PageRules rules, DeltaBase? parent, Action<long> progress)
{
    private const int ChunkBytes = 256 * 1024;
    private readonly byte[] _buffer = new byte[Math.Max(ChunkBytes, rules.PageSizeBytes)];

    /// <summary>Null when the entry is gone: the WAL knows.</summary>
    public async Task<PackedFile?> PackAsync(DataDirectoryEntry entry, CancellationToken cancellation)
    {
        if (entry.Status.Type != EntryType.File) return PackMember(entry);
        // The time is taken before the bytes: a write in between makes the next delta look again.
        if (FileStatus.Of(entry.SourcePath) is not { Type: EntryType.File } status) return null;
        if (parent is not null && parent.IsUnchanged(entry.MemberName, status.Modified))
        {
            progress(entry.Status.SizeBytes);
            return new PackedFile(entry, PackedKind.Skipped, status.Modified);
        }
        using var file = Open(entry.SourcePath);
        if (file is null) return null;
        var relation = RelationPath.Parse(entry.Path);
        var reader = new PageReader(file, relation?.File, rules);
        var sizeBytes = RandomAccess.GetLength(file);
        if (parent is not null && relation is { } path && parent.Knows(entry.MemberName)
            && IncrementEligibility.IsEligible(entry.Path, sizeBytes, rules.PageSizeBytes)
            && await ChangedBlocksAsync(parent, path, reader, sizeBytes, cancellation) is { } blocks)
            return await PackIncrementAsync(
                entry, status, reader, new IncrementHeader(sizeBytes, blocks), cancellation);
        return await PackWholeAsync(entry, status, reader, sizeBytes, cancellation);
    }

    private PackedFile PackMember(DataDirectoryEntry entry)
    {
        var isLink = entry.Status.Type == EntryType.SymbolicLink;
        tar.Begin(Header(entry, entry.Status, 0) with
        {
            Type = isLink ? TarMemberType.SymbolicLink : TarMemberType.Directory,
            LinkTarget = entry.LinkTarget,
        });
        return new PackedFile(entry, PackedKind.Whole, entry.Status.Modified);
    }

    private async Task<PackedFile> PackWholeAsync(
        DataDirectoryEntry entry, FileStatus status, PageReader reader, long sizeBytes, CancellationToken cancellation)
    {
        tar.Begin(Header(entry, status, sizeBytes));
        for (long offset = 0; offset < sizeBytes;)
        {
            cancellation.ThrowIfCancellationRequested();
            var wanted = (int)Math.Min(_buffer.Length, sizeBytes - offset);
            var read = await reader.ReadAsync(_buffer.AsMemory(0, wanted), offset, cancellation);
            tar.Write(_buffer.AsSpan(0, read));
            progress(read);
            offset += read;
            if (read == wanted) continue;
            tar.FillWithZeros();
            break;
        }
        return Packed(entry, status, PackedKind.Whole, reader) with { MemberBytes = sizeBytes, FileBytes = sizeBytes };
    }

    private async Task<PackedFile> PackIncrementAsync(
        DataDirectoryEntry entry, FileStatus status, PageReader reader, IncrementHeader header,
        CancellationToken cancellation)
    {
        var memberBytes = header.TotalBytes(rules.PageSizeBytes);
        tar.Begin(Header(entry, status, memberBytes));
        tar.Write(header.ToBytes());
        var page = _buffer.AsMemory(0, rules.PageSizeBytes);
        foreach (var block in header.Blocks)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = await reader.ReadAsync(page, (long)block * rules.PageSizeBytes, cancellation);
            page.Span[read..].Clear();
            tar.Write(page.Span);
        }
        if (parent!.Changed is not null) progress(header.FileSizeBytes);
        return Packed(entry, status, PackedKind.Incremented, reader) with
        {
            MemberBytes = memberBytes, FileBytes = header.FileSizeBytes,
        };
    }

    /// <summary>Blocks for an increment; null when the file must be stored whole.</summary>
    private async Task<IReadOnlyList<uint>?> ChangedBlocksAsync(
        DeltaBase delta, RelationPath path, PageReader reader, long sizeBytes, CancellationToken cancellation)
    {
        if (delta.Changed is { } changed) return changed.Of(path, sizeBytes, rules.PageSizeBytes);
        var blocks = new List<uint>();
        for (long offset = 0; offset < sizeBytes;)
        {
            cancellation.ThrowIfCancellationRequested();
            var wanted = (int)Math.Min(_buffer.Length, sizeBytes - offset);
            var read = await reader.ReadAsync(_buffer.AsMemory(0, wanted), offset, cancellation);
            for (var at = 0; at + rules.PageSizeBytes <= read; at += rules.PageSizeBytes)
            {
                var header = PageHeader.Read(_buffer.AsSpan(at));
                if (!header.IsNew && !header.IsValid(rules.PageSizeBytes)) return null;
                if (header.IsNew || header.PageLsn >= delta.StartLsn)
                    blocks.Add((uint)((offset + at) / rules.PageSizeBytes));
            }
            progress(read);
            if (read < wanted) break;
            offset += read;
        }
        return blocks;
    }

    private static PackedFile Packed(DataDirectoryEntry entry, FileStatus status, PackedKind kind, PageReader reader)
    {
        var packed = new PackedFile(entry, kind, status.Modified);
        return reader.Corrupt.Count == 0 && reader.InFlight.Count == 0
            ? packed
            : packed with { Corrupt = reader.Corrupt, InFlight = reader.InFlight };
    }

    private static TarMember Header(DataDirectoryEntry entry, FileStatus status, long sizeBytes) => new()
    {
        Name = entry.MemberName,
        Type = TarMemberType.File,
        Mode = status.Mode,
        UserId = status.UserId,
        GroupId = status.GroupId,
        SizeBytes = sizeBytes,
        ModifiedUnixSeconds = status.Modified.UnixSeconds,
    };

    private static SafeFileHandle? Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ArchiverException(
                FailureCode.PermissionDenied, $"cannot read '{path}'",
                "run as the user that owns the data directory, usually postgres.", error);
        }
    }
}
