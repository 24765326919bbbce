using System.Collections;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>
/// Which pages of one file a restore from newest to oldest has written. A map and not a look at the page: one that is
/// all zeros may be the newest state (WAL-G takes it for missing and fills it with an older image).
/// </summary>
internal sealed class PageMap
{
    private readonly BitArray _written;
    private readonly int _pageSizeBytes;

    public PageMap(long fileSizeBytes, int pageSizeBytes)
    {
        (FileSizeBytes, _pageSizeBytes) = (fileSizeBytes, pageSizeBytes);
        Missing = checked((int)((fileSizeBytes + pageSizeBytes - 1) / pageSizeBytes));
        _written = new BitArray(Missing);
    }

    /// <summary>Size of the restored file.</summary>
    public long FileSizeBytes { get; }

    /// <summary>Pages that only an older backup can give.</summary>
    public int Missing { get; private set; }

    /// <summary>False when a newer backup gave the page, or the file ends before it.</summary>
    public bool Take(long block)
    {
        if (block >= _written.Length || _written[(int)block]) return false;
        _written[(int)block] = true;
        Missing--;
        return true;
    }

    /// <summary>
    /// In the backup that is read now the file had this size: what lies behind it and is not written yet is zeros, and
    /// nothing of older backups.
    /// </summary>
    public void EndAt(long fileSizeBytes)
    {
        for (var block = (fileSizeBytes + _pageSizeBytes - 1) / _pageSizeBytes; block < _written.Length; block++)
            Take(block);
    }

    /// <summary>The file as a whole was read: nothing is missing any more.</summary>
    public void Complete() => EndAt(0);
}
