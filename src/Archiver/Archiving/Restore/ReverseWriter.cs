using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Postern.Archiver.Core.Pages;
using Postern.Archiver.Failures;
using Postern.Archiver.Tar;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>
/// Files of a chain that is read from the newest backup to the full one: the newest increment makes the file with its
/// final size, older ones and at last the whole file give the pages that are missing. A file has one member per
/// backup, and backups are read one after the other, so that a map is never used by two threads.
/// </summary>
internal sealed class ReverseWriter(RestoreTarget target, PageAudit? audit, int pageSizeBytes)
{
    private readonly ConcurrentDictionary<string, PageMap> _maps = new(StringComparer.Ordinal);

    /// <summary>Whether newer backups gave all of a file.</summary>
    public bool IsComplete(string path) => _maps.TryGetValue(path, out var map) && map.Missing == 0;

    /// <summary>Files of which no backup gave every page.</summary>
    public IEnumerable<string> Incomplete =>
        _maps.Where(one => one.Value.Missing > 0).Select(one => one.Key).Order(StringComparer.Ordinal);

    public void WriteIncrement(TarMember member, string path, Stream data, Func<uint, bool>? known)
    {
        try
        {
            var header = IncrementHeader.Read(data, member.SizeBytes, pageSizeBytes);
            var isNew = !_maps.ContainsKey(path);
            var map = _maps.GetOrAdd(path, _ => new PageMap(header.FileSizeBytes, pageSizeBytes));
            using (var file = isNew ? target.Create(path) : target.OpenExisting(path))
            {
                if (isNew) RandomAccess.SetLength(file, header.FileSizeBytes);
                var page = new byte[pageSizeBytes];
                foreach (var block in header.Blocks)
                {
                    data.ReadExactly(page);
                    if (map.Take(block)) Write(file, path, block, page, known);
                }
            }
            if (isNew) target.SetMode(path, member.Mode);
            map.EndAt(header.FileSizeBytes);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"member '{member.Name}' is no increment: {error.Message}",
                "restore another backup (`archiver backup-list`).", error);
        }
    }

    /// <summary>False when no newer backup has an increment of the file: it is to be written as it is.</summary>
    public bool TryFill(TarMember member, string path, Stream data, Func<uint, bool>? known)
    {
        if (!_maps.TryGetValue(path, out var map)) return false;
        using var file = target.OpenExisting(path);
        var page = new byte[pageSizeBytes];
        for (long block = 0; block * pageSizeBytes < member.SizeBytes && map.Missing > 0; block++)
        {
            var length = (int)Math.Min(pageSizeBytes, member.SizeBytes - block * pageSizeBytes);
            data.ReadExactly(page, 0, length);
            if (map.Take(block)) Write(file, path, (uint)block, page.AsSpan(0, length), known);
        }
        map.Complete();
        return true;
    }

    private void Write(SafeFileHandle file, string path, uint block, ReadOnlySpan<byte> page, Func<uint, bool>? known)
    {
        if (audit is not null && RestoreTarget.Relation(path) is { } relation)
            audit.Check(path, relation, block, page, known);
        RandomAccess.Write(file, page, (long)block * pageSizeBytes);
    }
}
