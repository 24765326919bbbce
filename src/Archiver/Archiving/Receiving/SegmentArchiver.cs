using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.Receiving;

/// <summary>
/// Puts received segments into the archive: whole ones as wal-push does, the one in progress as .partial, which is
/// replaced as it grows and removed when the segment is whole. Every write asks for the claim again.
/// </summary>
internal sealed class SegmentArchiver(
    Archive archive, ArchiveOwnership ownership, SystemIdentifier cluster, WalPushOptions options, TimeProvider time)
{
    /// <summary>The one whose bytes the stored partial is known to continue.</summary>
    private ReceivedSegment? _stored;

    public async Task StoreWholeAsync(ReceivedSegment segment, CancellationToken cancellation)
    {
        await new WalPush(archive, ownership, data: null, options, time).RunAsync(segment.Path, cancellation);
        await archive.Storage.DeleteAsync([PartialName(segment)], cancellation);
    }

    /// <summary>
    /// Stores the segment in progress. After a restart or a lost connection the segment is received from its start
    /// again, and what is stored may be longer: the server was told that the archive has it, so it stays until this one
    /// has come as far.
    /// </summary>
    public async Task StorePartialAsync(ReceivedSegment segment, CancellationToken cancellation)
    {
        if (segment.FilledBytes == 0) return;
        await ownership.RequireAsync(cluster, cancellation);
        if (_stored != segment && await KeepsStoredAsync(segment, cancellation)) return;
        _stored = segment;
        await archive.PutAsync(
            ArchiveLayout.Wal(WalFileName.PartialOf(segment.Name).Text), PutMode.Replace, segment.CopyToAsync,
            cancellation);
    }

    /// <summary>A history file as the server sent it; the same one again is success, another is not.</summary>
    public async Task StoreHistoryAsync(TimelineId timeline, byte[] content, CancellationToken cancellation)
    {
        await ownership.RequireAsync(cluster, cancellation);
        var baseName = ArchiveLayout.Wal(timeline.HistoryFileName);
        if (await archive.OpenAsync(baseName, cancellation) is { } stored)
        {
            await using (stored)
            {
                using var copy = new MemoryStream();
                await stored.CopyToAsync(copy, cancellation);
                if (copy.ToArray().AsSpan().SequenceEqual(content)) return;
            }
            throw new ArchiverException(
                FailureCode.ObjectDiffers,
                $"archive '{archive.Storage.Location}' holds another '{timeline.HistoryFileName}'",
                "two servers were promoted to one timeline: give one of them a prefix of its own.");
        }
        await archive.PutAsync(
            baseName, PutMode.CreateOnly, async (stream, token) => await stream.WriteAsync(content, token),
            cancellation);
    }

    private async Task<bool> KeepsStoredAsync(ReceivedSegment segment, CancellationToken cancellation)
    {
        await using var stored = await archive.OpenAsync(
            ArchiveLayout.Wal(WalFileName.PartialOf(segment.Name).Text), cancellation);
        var relation = stored is null
            ? SegmentRelation.Shorter
            : await segment.CompareAsync(stored, cancellation);
        if (relation == SegmentRelation.Other)
            throw new ArchiverException(
                FailureCode.ObjectDiffers,
                $"archive '{archive.Storage.Location}' holds other bytes under '{PartialName(segment)}'",
                "two servers write into one archive, or this one went back in time: give it a prefix of its own.");
        return relation is SegmentRelation.Same or SegmentRelation.Longer;
    }

    private string PartialName(ReceivedSegment segment) =>
        archive.ObjectName(ArchiveLayout.Wal(WalFileName.PartialOf(segment.Name).Text));
}
