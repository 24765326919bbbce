using Microsoft.Win32.SafeHandles;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Archiving.Receiving;

/// <summary>
/// The segment that is being received, in a file of full size with zeros behind what came: memory stays bounded
/// whatever the segment size. Not durable on this host: only what the archive has is ever acknowledged.
/// </summary>
internal sealed class ReceivedSegment : IDisposable
{
    private readonly SafeFileHandle _handle;

    public ReceivedSegment(string folder, WalSegmentName name, SegmentSize size)
    {
        Name = name;
        Size = size;
        Path = System.IO.Path.Combine(folder, name.ToString());
        _handle = File.OpenHandle(Path, FileMode.Create, FileAccess.ReadWrite);
        RandomAccess.SetLength(_handle, size.SizeBytes);
    }

    public WalSegmentName Name { get; }

    public SegmentSize Size { get; }

    public string Path { get; }

    /// <summary>Bytes that came, from the segment's start on.</summary>
    public long FilledBytes { get; private set; }

    public bool IsFull => FilledBytes == Size.SizeBytes;

    public Lsn End => Name.StartLsn(Size) + (ulong)FilledBytes;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(_handle, bytes, FilledBytes);
        FilledBytes += bytes.Length;
    }

    /// <summary>Writes the whole file, zeros included.</summary>
    public async Task CopyToAsync(Stream destination, CancellationToken cancellation)
    {
        var buffer = new byte[256 << 10];
        for (var offset = 0L; offset < Size.SizeBytes;)
        {
            var count = RandomAccess.Read(_handle, buffer, offset);
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellation);
            offset += count;
        }
    }

    /// <summary>What an earlier state of the same segment, zeros behind it included, is to this one.</summary>
    public async Task<SegmentRelation> CompareAsync(Stream earlier, CancellationToken cancellation)
    {
        var mine = new byte[256 << 10];
        var theirs = new byte[256 << 10];
        var relation = SegmentRelation.Same;
        for (var offset = 0L; ;)
        {
            var count = await earlier.ReadAtLeastAsync(theirs, theirs.Length, throwOnEndOfStream: false, cancellation);
            if (count == 0) return relation;
            if (offset + count > Size.SizeBytes) return SegmentRelation.Other;
            for (var done = 0; done < count;)
                done += RandomAccess.Read(_handle, mine.AsSpan(done, count - done), offset + done);
            for (var at = 0; at < count;)
            {
                at += mine.AsSpan(at, count - at).CommonPrefixLength(theirs.AsSpan(at, count - at));
                if (at == count) break;
                if (offset + at >= FilledBytes) return SegmentRelation.Longer;
                // Where this one has more, the earlier one ended: nothing but zeros may follow there.
                if (theirs.AsSpan(at, count - at).ContainsAnyExcept((byte)0)) return SegmentRelation.Other;
                relation = SegmentRelation.Shorter;
                break;
            }
            offset += count;
        }
    }

    public void Dispose()
    {
        _handle.Dispose();
        File.Delete(Path);
    }
}
