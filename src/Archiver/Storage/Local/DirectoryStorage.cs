using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Postern.Archiver.Failures;
using Postern.Archiver.FileSystem;
using Postern.Archiver.Streams;
using Postern.Durability;

namespace Postern.Archiver.Storage.Local;

/// <summary>
/// Objects as files below a root folder, in WAL-G's layout (pkg/storages/fs). The root must exist: an absent one is a
/// disk that is not mounted, and never an empty archive.
/// </summary>
public sealed class DirectoryStorage : IStorage
{
    /// <summary>How old a temporary must be before it counts as left behind by a crash.</summary>
    public static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(24);

    private const int PutAttempts = 5;

    private readonly string _root;
    private readonly TimeProvider _time;
    private readonly DurableWriter _files;

    /// <param name="root">Path of an existing folder.</param>
    /// <param name="time">For the names of temporaries and their age.</param>
    public DirectoryStorage(string root, TimeProvider time)
        : this(root, time, new LinuxCalls())
    {
    }

    internal DirectoryStorage(string root, TimeProvider time, IFileSystemCalls calls)
    {
        _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        _time = time;
        _files = new DurableWriter(calls, time);
    }

    public string Location => _root;

    public Task<StoredObject?> StatAsync(string name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(name);
        try
        {
            if (FileStatus.Of(path, followLink: true) is { Type: not EntryType.Directory } status)
                return Task.FromResult<StoredObject?>(DirectoryListing.Describe(name, status));
            if (!Directory.Exists(_root)) throw DirectoryFailure.RootMissing(_root);
            return Task.FromResult<StoredObject?>(null);
        }
        catch (Exception error) when (Classify(error, "read", path) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>
    /// A look per ending: a folder of segments may hold a hundred thousand of them, and wal-push asks for each.
    /// </summary>
    public async Task<IReadOnlyList<StoredObject>> FindAsync(
        string name, IReadOnlyList<string> endings, CancellationToken cancellation)
    {
        var found = new List<StoredObject>();
        foreach (var ending in endings)
        {
            if (await StatAsync(name + ending, cancellation).ConfigureAwait(false) is { } stored) found.Add(stored);
        }
        return found;
    }

    public Task<Stream?> OpenReadAsync(string name, long offset, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(name);
        try
        {
            var file = TryOpen(path);
            if (file is null) return Task.FromResult<Stream?>(null);
            var length = Math.Max(0, RandomAccess.GetLength(file) - offset);
            var source = new ClassifiedReadStream(
                new FileReadStream(file, offset), error => Classify(error, "read", path));
            return Task.FromResult<Stream?>(new LengthCheckedStream(
                source, length, read => StorageFailure.CutShort($"{_root}/{name}", offset + read, offset + length)));
        }
        catch (Exception error) when (Classify(error, "read", path) is { } failure)
        {
            throw failure;
        }
    }

    public async Task<bool> PutAsync(
        string name, PutMode mode, Func<Stream, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (!Directory.Exists(_root)) throw DirectoryFailure.RootMissing(_root);
        var durable = mode == PutMode.Replace ? DurableWriteMode.Replace : DurableWriteMode.CreateOnly;
        for (var attempt = 1; ; attempt++)
        {
            var writing = false;
            try
            {
                if (mode == PutMode.CreateOnly && File.Exists(path))
                {
                    // The caller may report it as stored, and its writer may have died before the last flush.
                    _files.SyncFile(path);
                    _files.SyncFolder(Path.GetDirectoryName(path)!);
                    return false;
                }
                return await _files.WriteAsync(
                    path,
                    async (stream, token) =>
                    {
                        writing = true;
                        await write(new ClassifiedWriteStream(stream, error => Classify(error, "write", path)), token)
                            .ConfigureAwait(false);
                        writing = false;
                    },
                    permissions: null, durable, cancellation).ConfigureAwait(false);
            }
            catch (DirectoryNotFoundException) when (!writing && attempt < PutAttempts && Directory.Exists(_root))
            {
                // A delete next door has just pruned the empty folder.
            }
            catch (Exception error) when (!writing && Classify(error, "write", path) is { } failure)
            {
                throw failure;
            }
        }
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(
        string prefix, bool recursive, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var stored in DirectoryListing.Find(_root, prefix, recursive, cancellation)) yield return stored;
    }

    public Task<bool> AnyAsync(string prefix, CancellationToken cancellation) =>
        Task.FromResult(DirectoryListing.Any(_root, prefix, cancellation));

    public Task DeleteAsync(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var deletion = new DirectoryDeletion(_root, _files);
        foreach (var name in names)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = PathOf(name);
            try
            {
                deletion.Delete(path);
            }
            catch (Exception error) when (Classify(error, "delete", path) is { } failure)
            {
                throw failure;
            }
        }
        try
        {
            deletion.Finish(_time.GetUtcNow() - AbandonedAfter);
        }
        catch (Exception error) when (Classify(error, "delete below", _root) is { } failure)
        {
            throw failure;
        }
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static SafeFileHandle? Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            // A folder is no object.
            return null;
        }
    }

    private SafeFileHandle? TryOpen(string path)
    {
        var file = Open(path);
        if (file is null && !Directory.Exists(_root)) throw DirectoryFailure.RootMissing(_root);
        return file;
    }

    private string PathOf(string name)
    {
        ObjectName.Check(name);
        return $"{_root}/{name}";
    }

    private ArchiverException? Classify(Exception error, string action, string path) =>
        DirectoryFailure.Classify(error, action, path, _root);
}
