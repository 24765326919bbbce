using Microsoft.Win32.SafeHandles;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Wal;

/// <summary>A file that archive_command names: opened once, checked, and read as often as a retry needs it.</summary>
public sealed class WalSource : IDisposable
{
    /// <summary>Small enough to stay in the cache, large enough for few calls; whole-file buffers cost page
    /// faults.</summary>
    public const int ChunkBytes = 256 << 10;

    private readonly SafeFileHandle _handle;

    private WalSource(SafeFileHandle handle, string path, WalFileName name) =>
        (_handle, Path, Name, LengthBytes) = (handle, path, name, RandomAccess.GetLength(handle));

    public string Path { get; }

    public WalFileName Name { get; }

    public long LengthBytes { get; }

    /// <summary>The cluster that the first page names; null for files that have no pages.</summary>
    public SystemIdentifier? SystemIdentifier { get; private set; }

    /// <summary>Null for files that have no pages.</summary>
    public SegmentSize? SegmentSize { get; private set; }

    /// <summary>When PostgreSQL last wrote the file.</summary>
    public DateTimeOffset LastModified => new(File.GetLastWriteTimeUtc(Path), TimeSpan.Zero);

    /// <summary>Opens and checks the file; <paramref name="control"/> is the cluster it must belong to, when that is
    /// known.</summary>
    /// <exception cref="ArchiverException">
    /// Usage for a name that is none of PostgreSQL's, WalMissing when the file is absent, ObjectCorrupt when it is not
    /// what its name says. </exception>
    public static WalSource Open(string path, ControlFile? control)
    {
        if (!WalFileName.TryParse(System.IO.Path.GetFileName(path), out var name))
            throw new ArchiverException(
                FailureCode.Usage, $"'{path}' has no name of a WAL file",
                "give what archive_command's %p stands for: a segment, .partial, .history or .backup file.");
        SafeFileHandle handle;
        try
        {
            handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ArchiverException(
                FailureCode.WalMissing, $"WAL file '{path}' is not there",
                "run in the data directory, as archive_command does, or give a full path.", error);
        }
        var source = new WalSource(handle, path, name);
        try
        {
            source.Check(control);
            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>Writes the whole file; may be called again.</summary>
    public async Task CopyToAsync(Stream destination, CancellationToken cancellation)
    {
        var buffer = new byte[(int)Math.Min(ChunkBytes, Math.Max(1, LengthBytes))];
        for (var offset = 0L; offset < LengthBytes;)
        {
            var count = Read(buffer, offset);
            await destination.WriteAsync(buffer.AsMemory(0, count), cancellation);
            offset += count;
        }
    }

    /// <summary>Whether a stream holds exactly this file's bytes.</summary>
    public async Task<bool> EqualsAsync(Stream other, CancellationToken cancellation)
    {
        var mine = new byte[ChunkBytes];
        var theirs = new byte[ChunkBytes];
        var offset = 0L;
        while (true)
        {
            var count = await other.ReadAtLeastAsync(theirs, ChunkBytes, throwOnEndOfStream: false, cancellation);
            if (count == 0) return offset == LengthBytes;
            if (offset + count > LengthBytes) return false;
            for (var done = 0; done < count;)
                done += Read(mine.AsSpan(done, count - done), offset + done);
            if (!mine.AsSpan(0, count).SequenceEqual(theirs.AsSpan(0, count))) return false;
            offset += count;
        }
    }

    /// <summary>
    /// Whether a stream holds the beginning of this file and zeros from there on: an earlier state of the same partial
    /// segment.
    /// </summary>
    public async Task<bool> ExtendsAsync(Stream earlier, CancellationToken cancellation)
    {
        var mine = new byte[ChunkBytes];
        var theirs = new byte[ChunkBytes];
        var isSame = true;
        for (var offset = 0L; ;)
        {
            var count = await earlier.ReadAtLeastAsync(theirs, ChunkBytes, throwOnEndOfStream: false, cancellation);
            if (count == 0) return true;
            if (offset + count > LengthBytes) return false;
            for (var done = 0; done < count;) done += Read(mine.AsSpan(done, count - done), offset + done);
            var common = isSame ? mine.AsSpan(0, count).CommonPrefixLength(theirs.AsSpan(0, count)) : 0;
            isSame = common == count;
            if (theirs.AsSpan(common, count - common).ContainsAnyExcept((byte)0)) return false;
            offset += count;
        }
    }

    public byte[] ReadAll()
    {
        var bytes = new byte[LengthBytes];
        for (var done = 0; done < bytes.Length;) done += Read(bytes.AsSpan(done), done);
        return bytes;
    }

    public void Dispose() => _handle.Dispose();

    private int Read(Span<byte> buffer, long offset)
    {
        var count = RandomAccess.Read(_handle, buffer, offset);
        return count > 0 ? count : throw new ArchiverException(
            FailureCode.ObjectCorrupt, $"WAL file '{Path}' became shorter while it was read",
            "look for whoever writes into pg_wal; PostgreSQL does not.");
    }

    private void Check(ControlFile? control)
    {
        var why = Name.Kind switch
        {
            WalFileKind.History => RefuseHistory(),
            WalFileKind.BackupHistory => RefuseLabel(),
            _ => RefuseSegment(control),
        };
        if (why is not null)
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"WAL file '{Path}' {why}",
                "it was not archived; check the disk, and that archive_command runs on the right cluster.");
    }

    private string? RefuseSegment(ControlFile? control)
    {
        var page = new byte[WalPageHeader.LongSizeBytes];
        var count = LengthBytes < page.Length ? 0 : RandomAccess.Read(_handle, page, 0);
        if (WalSegmentCheck.Refuse(Name.Segment!.Value, page.AsSpan(0, count), LengthBytes,
            control) is { } why) return why;
        var header = WalPageHeader.TryParse(page)!.Long!;
        SystemIdentifier = header.SystemIdentifier;
        SegmentSize = Core.Wal.SegmentSize.FromBytes(header.SegmentSizeBytes);
        return null;
    }

    private string? RefuseHistory()
    {
        if (LengthBytes > 1 << 20) return "is too long for a timeline history";
        try
        {
            TimelineHistory.Parse(Name.Timeline, System.Text.Encoding.UTF8.GetString(ReadAll()));
            return null;
        }
        catch (FormatException error)
        {
            return "is no timeline history: " + error.Message;
        }
    }

    private string? RefuseLabel()
    {
        if (LengthBytes > 1 << 20) return "is too long for a backup history file";
        try
        {
            BackupLabel.Parse(System.Text.Encoding.UTF8.GetString(ReadAll()));
            return null;
        }
        catch (FormatException error)
        {
            return "is no backup history file: " + error.Message;
        }
    }
}
