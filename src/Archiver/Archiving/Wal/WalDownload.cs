using System.Text;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Durability;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>
/// Reads one WAL file from the archive and proves that it is what its name says: every layer's end mark and checksum,
/// the recorded hash, length, magic number, system identifier, page address and timeline. PostgreSQL takes a wrong file
/// of the right size for the end of WAL and promotes.
/// </summary>
public sealed class WalDownload(Archive archive, ControlFile? control)
{
    /// <summary>
    /// Writes the file into <paramref name="destination"/>; false when the store says that there is none.
    /// <paramref name="moved"/> is called whenever bytes came.
    /// </summary>
    /// <exception cref="ArchiverException">ObjectCorrupt, DecryptionFailed, or why the store could not be
    /// read.</exception>
    public async Task<bool> ReadAsync(
        WalFileName name, Stream destination, Action moved, CancellationToken cancellation)
    {
        var lookup = await WalLookup.FindAsync(archive, name.Text, cancellation);
        moved();
        if (lookup.Objects.Count == 0)
        {
            // "Absent" can end a recovery, and listings of some stores (Swift's) lag behind their objects: the object
            // itself is asked for.
            var own = archive.ObjectName(ArchiveLayout.Wal(name.Text));
            if (await archive.Storage.StatAsync(own, cancellation) is not { } stored) return false;
            lookup = new WalLookup([archive.Spelled(ArchiveLayout.Wal(name.Text), stored)], []);
        }
        ArchiverException? refused = null;
        // More than one spelling is WAL-G's doing; the first one that proves itself counts.
        foreach (var one in lookup.Objects)
        {
            try
            {
                destination.SetLength(0);
                destination.Position = 0;
                await ReadAsync(name, one, lookup, destination, moved, cancellation);
                return true;
            }
            catch (ArchiverException error) when (error.Code
                is FailureCode.ObjectCorrupt or FailureCode.DecryptionFailed or FailureCode.FormatUnsupported)
            {
                refused ??= error;
            }
        }
        throw refused!;
    }

    /// <summary>As the other, into a file that is whole and durable when its name shows.</summary>
    public async Task<bool> ReadIntoAsync(WalFileName name, string target, CancellationToken cancellation)
    {
        var temporary = TemporaryName.Beside(target, TimeProvider.System);
        try
        {
            await using (var file = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                if (!await ReadAsync(name, file, () => { }, cancellation)) return false;
            }
            // Durable, for a file that a power cut left half zero would be taken for the end of WAL.
            DurableFile.Rename(temporary, target);
            return true;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task ReadAsync(
        WalFileName name, ArchivedObject one, WalLookup lookup, Stream destination, Action moved,
        CancellationToken cancellation)
    {
        var expected = lookup.HashOf(one) is { } hash
            && await archive.ReadDocumentAsync(hash.Name, cancellation) is { } text ? WalHashObject.Parse(text) : null;
        var limit = name.Segment is null ? 1 << 20 : (long)(control?.WalSegmentSize.SizeBytes ?? 1u << 30);
        var head = new byte[WalPageHeader.LongSizeBytes];
        var length = 0L;
        await using (var plain = await archive.OpenAsync(one, cancellation))
        {
            var buffer = new byte[WalSource.ChunkBytes];
            int count;
            while ((count = await plain.ReadAsync(buffer, cancellation)) > 0)
            {
                moved();
                if (length < head.Length)
                    buffer.AsSpan(0, (int)Math.Min(count, head.Length - length)).CopyTo(head.AsSpan((int)length));
                length += count;
                if (length > limit) throw Corrupt(one, $"has more than {limit} bytes");
                await destination.WriteAsync(buffer.AsMemory(0, count), cancellation);
            }
        }
        await destination.FlushAsync(cancellation);
        var why = Refuse(name, head.AsSpan(0, (int)Math.Min(length, head.Length)), length, destination);
        if (why is not null) throw Corrupt(one, why);
        if (expected is not null && await HashAsync(destination, cancellation) != expected)
            throw Corrupt(one, "has not the bytes whose hash was recorded");
    }

    private string? Refuse(WalFileName name, ReadOnlySpan<byte> head, long length, Stream content)
    {
        if (name.Kind is WalFileKind.Segment or WalFileKind.Partial)
            return WalSegmentCheck.Refuse(name.Segment!.Value, head, length, control);
        content.Position = 0;
        var bytes = new byte[length];
        content.ReadExactly(bytes);
        var text = Encoding.UTF8.GetString(bytes);
        try
        {
            if (name.Kind == WalFileKind.History) TimelineHistory.Parse(name.Timeline, text);
            else BackupLabel.Parse(text);
            return null;
        }
        catch (FormatException error)
        {
            return "is not what its name says: " + error.Message;
        }
    }

    private static Task<string> HashAsync(Stream content, CancellationToken cancellation)
    {
        content.Position = 0;
        return WalHashObject.ComputeAsync((sink, token) => content.CopyToAsync(sink, token), cancellation);
    }

    private static ArchiverException Corrupt(ArchivedObject one, string why) => new(
        FailureCode.ObjectCorrupt, $"object '{one.Stored.Name}' {why}",
        "it was not delivered; restore the object from a copy of the archive, or recover to a point before it.");
}
