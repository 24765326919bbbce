using Microsoft.Win32.SafeHandles;
using Postern.Durability;

namespace Postern.Tests.Archiver.Durability;

/// <summary>What a killed process does: nothing, from one call on. Never caught by the code under test.</summary>
public sealed class KilledException : Exception;

/// <summary>
/// Real calls until call number <c>stopAt</c> (from 0), which and all after which fail. A write that is stopped has
/// written half.
/// </summary>
internal sealed class StoppingCalls(int stopAt, Func<Exception>? error = null) : IFileSystemCalls
{
    private readonly LinuxCalls _real = new();
    private readonly Func<Exception> _error = error ?? (() => new KilledException());

    public List<string> Made { get; } = [];

    /// <summary>When set, only that one call fails, as a full disk does, and the clean-up after it works.</summary>
    public bool Once { get; init; }

    public SafeFileHandle CreateNew(string path, UnixFileMode? permissions)
    {
        Count("create");
        return _real.CreateNew(path, permissions);
    }

    public void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
    {
        if (Made.Count == stopAt) _real.Write(file, bytes[..(bytes.Length / 2)], offset);
        Count("write");
        _real.Write(file, bytes, offset);
    }

    public void Flush(SafeFileHandle file)
    {
        Count("flush");
        _real.Flush(file);
    }

    /// <summary>Promises nothing, so that stopping at it shows nothing.</summary>
    public void BeginFlush(SafeFileHandle file, long offset, long length) => _real.BeginFlush(file, offset, length);

    public void FlushFile(string path)
    {
        Count("flush existing");
        _real.FlushFile(path);
    }

    public void FlushFolder(string path)
    {
        Count("flush folder");
        _real.FlushFolder(path);
    }

    public void Rename(string source, string target)
    {
        Count("rename");
        _real.Rename(source, target);
    }

    public bool RenameToNew(string source, string target)
    {
        Count("rename to new");
        return _real.RenameToNew(source, target);
    }

    public bool Unlink(string path)
    {
        Count("unlink");
        return _real.Unlink(path);
    }

    public bool MakeFolder(string path, UnixFileMode? permissions)
    {
        Count("make folder");
        return _real.MakeFolder(path, permissions);
    }

    private void Count(string call)
    {
        Made.Add(call);
        if (Made.Count - 1 == stopAt || (!Once && Made.Count - 1 > stopAt)) throw _error();
    }
}
