using System.Text;
using Postern.Archiver.Failures;
using Postern.Durability;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>
/// The file in the target that names the objects whose members are written and flushed, so that a killed restore goes
/// on where it was. Its first line says what is restored; a target with anything else in it and no such file is
/// refused. Concurrent calls are fine.
/// </summary>
internal sealed class RestoreJournal : IDisposable
{
    public const string FileName = ".postern-restore";
    private const string ControlMark = "control file next";
    private readonly FileStream _file;
    private readonly HashSet<string> _done;
    private readonly long _headBytes;
    private readonly Lock _gate = new();

    private RestoreJournal(FileStream file, string head, HashSet<string> done, bool wasThere) =>
        (_file, _headBytes, _done, WasThere) = (file, Encoding.UTF8.GetByteCount(head) + 1, done, wasThere);

    /// <summary>An earlier run of the same restore left it.</summary>
    public bool WasThere { get; }

    /// <param name="directory">The target, which exists.</param>
    /// <param name="subject">Backup and selection, in one line.</param>
    /// <exception cref="ArchiverException">TargetNotEmpty.</exception>
    public static RestoreJournal Open(string directory, string subject)
    {
        var path = $"{directory}/{FileName}";
        var head = $"postern restore 1 {subject}";
        if (!File.Exists(path)) return Create(directory, path, head);
        var lines = File.ReadAllText(path).Split('\n');
        if (lines[0] != head)
            throw new ArchiverException(
                FailureCode.TargetNotEmpty,
                $"'{directory}' holds an unfinished restore of something else ('{lines[0]}')",
                "finish that one with the same arguments, or give an empty directory.");
        // The last line counts only with its end: the process may have been killed within it.
        var done = new HashSet<string>(lines[1..^1], StringComparer.Ordinal);
        if (done.Contains(ControlMark) && File.Exists($"{directory}/postmaster.pid"))
            throw new ArchiverException(
                FailureCode.TargetNotEmpty, $"'{directory}' was restored and its server started",
                "give an empty directory.");
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        var whole = Encoding.UTF8.GetByteCount(string.Join('\n', lines[..^1])) + 1;
        file.SetLength(whole);
        file.Position = whole;
        return new RestoreJournal(file, head, done, wasThere: true);
    }

    public bool IsDone(string objectName)
    {
        lock (_gate) return _done.Contains(objectName);
    }

    /// <summary>Everything is to be done again; without its control file nothing of it can be started.</summary>
    public void Forget(string controlFile)
    {
        lock (_gate)
        {
            if (_done.Count == 0) return;
            if (_done.Contains(ControlMark) && File.Exists(controlFile)) DurableFile.Delete(controlFile);
            _done.Clear();
            _file.SetLength(_headBytes);
            _file.Position = _headBytes;
            _file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Remembers an object whose members are on disk.</summary>
    public void Done(string objectName)
    {
        lock (_gate)
        {
            _done.Add(objectName);
            _file.Write(Encoding.UTF8.GetBytes(objectName + "\n"));
            _file.Flush(flushToDisk: true);
        }
    }

    /// <summary>All but the control file is there.</summary>
    public void BeforeControlFile() => Done(ControlMark);

    public static void Remove(string directory) => DurableFile.Delete($"{directory}/{FileName}");

    public void Dispose() => _file.Dispose();

    private static RestoreJournal Create(string directory, string path, string head)
    {
        var entries = Directory.GetFileSystemEntries(directory);
        if (Array.Find(entries, one => !IsAbandoned(one)) is { } entry)
            throw new ArchiverException(
                FailureCode.TargetNotEmpty, $"'{directory}' is not empty: it holds '{Path.GetFileName(entry)}'",
                "give an empty directory; nothing was changed.");
        foreach (var abandoned in entries) File.Delete(abandoned);
        DurableFile.WriteText(path, head + "\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        return new RestoreJournal(file, head, new HashSet<string>(StringComparer.Ordinal), wasThere: false);
    }

    /// <summary>A restore that was killed before its first step has left the journal under its temporary
    /// name.</summary>
    private static bool IsAbandoned(string path)
    {
        var name = Path.GetFileName(path);
        return name.StartsWith(FileName, StringComparison.Ordinal) && TemporaryName.Is(name);
    }
}
