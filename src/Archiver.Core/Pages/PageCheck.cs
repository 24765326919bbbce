namespace Postern.Archiver.Core.Pages;

/// <summary>Whether a page carries the checksum that its bytes and its place demand.</summary>
public static class PageCheck
{
    /// <summary>
    /// True for a page whose checksum is right, and for a wholly zero page (a relation that was extended and not yet
    /// written). A page that only looks new, with an <c>upper</c> of zero and other bytes set, is not accepted:
    /// PostgreSQL refuses it too.
    /// </summary>
    public static bool IsIntact(ReadOnlySpan<byte> page, uint blockNumber)
    {
        var header = PageHeader.Read(page);
        if (header.IsNew) return page.IndexOfAnyExcept((byte)0) < 0;
        return header.Checksum == PageChecksum.Compute(page, blockNumber);
    }
}
