using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Archiving.Targets;

/// <summary>Feeds segments of one history to a scanner, page by page.</summary>
internal sealed class SegmentReader(Archive archive, WalListing listing, TimelineHistory history, SegmentSize size)
{
    private const int PageBytes = 8192;

    /// <summary>Scans the segments from the first to the last, and as much of the next one as a record that began
    /// before needs.</summary>
    public async Task ScanAsync(
        SegmentNumber first, SegmentNumber last, WalRecordScanner scanner, CancellationToken cancellation)
    {
        for (var number = first; ; number = number.Next)
        {
            var isBeyond = number > last;
            if (isBeyond && !scanner.IsInRecord) return;
            if (listing.Find(history.SegmentAt(number, size).ToString()) is not { } found) return;
            await using var plain = await archive.OpenAsync(found, cancellation);
            var page = new byte[PageBytes];
            while (await plain.ReadAtLeastAsync(page, PageBytes, throwOnEndOfStream: false, cancellation) == PageBytes)
            {
                if (!scanner.Read(page) || (isBeyond && !scanner.IsInRecord)) break;
            }
            if (isBeyond) return;
        }
    }
}
