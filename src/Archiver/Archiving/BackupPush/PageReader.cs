using Microsoft.Win32.SafeHandles;
using Postern.Archiver.Core.Pages;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Storage.Decorators;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>
/// Reads a relation's file while the server writes to it, and verifies every page. A page that is read in the middle
/// of being written is read again; one that stays wrong is corrupt, unless it was written after the backup began: then
/// the WAL holds its image, and
/// <see cref="InFlight"/> names it, to be judged when the backup's end is known.
/// </summary>
internal sealed class PageReader(SafeFileHandle file, RelationFile? relation, PageRules rules)
{
    private const int Attempts = 6;
    private static readonly IReadOnlyDictionary<uint, Lsn> Nothing = new Dictionary<uint, Lsn>();
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);

    private SortedSet<uint>? _corrupt;
    private SortedDictionary<uint, Lsn>? _inFlight;

    /// <summary>Blocks, numbered within the file, whose checksum is wrong however often they are read.</summary>
    public IReadOnlyCollection<uint> Corrupt => _corrupt ?? [];

    /// <summary>Positions of wrong pages that claim to be newer than the backup's start.</summary>
    public IReadOnlyDictionary<uint, Lsn> InFlight => _inFlight ?? Nothing;

    /// <summary>
    /// Reads into the buffer, from an offset that is a multiple of the page size. Gives how many bytes the file still
    /// has there; a partial page at the file's end is given as it is.
    /// </summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, long offset, CancellationToken cancellation)
    {
        var read = Fill(buffer.Span, offset);
        if (rules.DiskLimit is { } limit) await limit.WaitAsync(read, cancellation);
        if (relation is null || !rules.HasChecksums) return read;
        for (var at = 0; at + rules.PageSizeBytes <= read; at += rules.PageSizeBytes)
        {
            var page = buffer.Slice(at, rules.PageSizeBytes);
            var block = (uint)((offset + at) / rules.PageSizeBytes);
            if (!PageCheck.IsIntact(page.Span, relation.Value.AbsoluteBlock(block, rules.PageSizeBytes)))
                await RetryAsync(page, block, cancellation);
        }
        return read;
    }

    private async Task RetryAsync(Memory<byte> page, uint block, CancellationToken cancellation)
    {
        var absolute = relation!.Value.AbsoluteBlock(block, rules.PageSizeBytes);
        var pause = FirstPause;
        for (var attempt = 1; attempt < Attempts; attempt++)
        {
            await Task.Delay(pause, rules.Time, cancellation);
            pause *= 2;
            var read = Fill(page.Span, (long)block * rules.PageSizeBytes);
            // Truncated meanwhile: the WAL says so, and zeros do no harm.
            if (read < page.Length) page.Span[read..].Clear();
            if (PageCheck.IsIntact(page.Span, absolute)) return;
        }
        var pageLsn = PageHeader.Read(page.Span).PageLsn;
        if (pageLsn > rules.BackupStart) (_inFlight ??= [])[block] = pageLsn;
        else (_corrupt ??= []).Add(block);
    }

    private int Fill(Span<byte> buffer, long offset)
    {
        var total = 0;
        while (total < buffer.Length)
        {
            var read = RandomAccess.Read(file, buffer[total..], offset + total);
            if (read == 0) break;
            total += read;
        }
        return total;
    }
}

/// <summary>What every page of a backup is held against.</summary>
internal sealed record PageRules(int PageSizeBytes, bool HasChecksums, Lsn BackupStart, TimeProvider Time)
{
    /// <summary>Slows all reading of one backup down; null does not.</summary>
    public RateLimiter? DiskLimit { get; init; }
}
