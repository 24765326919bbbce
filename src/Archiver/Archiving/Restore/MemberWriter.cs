using Postern.Archiver.Core.Pages;
using Postern.Archiver.Failures;
using Postern.Archiver.Tar;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>Writes the members of one tar as the plan wants them. One per tar: the buffer is its own.</summary>
internal sealed class MemberWriter(
    RestoreTarget target, PageAudit? audit, Func<string, Func<uint, bool>?> corruptBlocks, int pageSizeBytes)
{
    private readonly byte[] _buffer = new byte[256 * 1024];

    public void WriteWhole(TarMember member, string path, Stream data)
    {
        using (var file = target.Create(path))
        {
            var relation = audit is null ? null : RestoreTarget.Relation(path);
            for (long offset = 0; offset < member.SizeBytes;)
            {
                var wanted = (int)Math.Min(_buffer.Length, member.SizeBytes - offset);
                data.ReadExactly(_buffer, 0, wanted);
                var chunk = _buffer.AsSpan(0, wanted);
                if (relation is { } known)
                    audit!.Check(path, known, (uint)(offset / pageSizeBytes), chunk, corruptBlocks(path));
                WriteOrSkip(file, chunk, offset);
                offset += wanted;
            }
            // A hole at the end is made by the length alone.
            RandomAccess.SetLength(file, member.SizeBytes);
        }
        target.SetMode(path, member.Mode);
    }

    public void WriteIncrement(TarMember member, string path, Stream data)
    {
        using var file = target.OpenExisting(path);
        try
        {
            var header = IncrementHeader.Read(data, member.SizeBytes, pageSizeBytes);
            var relation = audit is null ? null : RestoreTarget.Relation(path);
            RandomAccess.SetLength(file, header.FileSizeBytes);
            var page = _buffer.AsSpan(0, pageSizeBytes);
            foreach (var block in header.Blocks)
            {
                data.ReadExactly(page);
                if (relation is { } known) audit!.Check(path, known, block, page, corruptBlocks(path));
                RandomAccess.Write(file, page, (long)block * pageSizeBytes);
            }
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"member '{member.Name}' is no increment: {error.Message}",
                "restore another backup (`archiver backup-list`).", error);
        }
    }

    /// <summary>Zeros of a whole chunk become a hole, so that sparse files stay sparse; the file is new and reads as
    /// zeros there.</summary>
    private static void WriteOrSkip(
        Microsoft.Win32.SafeHandles.SafeFileHandle file, ReadOnlySpan<byte> chunk, long offset)
    {
        if (chunk.IndexOfAnyExcept((byte)0) >= 0) RandomAccess.Write(file, chunk, offset);
    }
}
