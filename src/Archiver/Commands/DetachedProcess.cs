using System.Runtime.InteropServices;

namespace Postern.Archiver.Commands;

/// <summary>
/// Starts this binary again, in a session of its own, with nothing inherited: standard streams on /dev/null, every
/// other descriptor closed. The boot lock is held by an inherited descriptor, and must not be held by what outlives the
/// server.
/// </summary>
internal static partial class DetachedProcess
{
    private const short NewSession = 0x80;
    private const int ReadWrite = 2;
    // Both structures are opaque; glibc's are 80 and 336 bytes.
    private const int OpaqueBytes = 1024;

    /// <summary>Does nothing when it cannot be started: what it would do is a convenience.</summary>
    public static void Start(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        if (Environment.ProcessPath is not { } self) return;
        var actions = Marshal.AllocHGlobal(OpaqueBytes);
        var attributes = Marshal.AllocHGlobal(OpaqueBytes);
        var argv = Strings([self, .. arguments]);
        var envp = Strings([.. environment.Select(entry => $"{entry.Key}={entry.Value}")]);
        try
        {
            _ = posix_spawn_file_actions_init(actions);
            _ = posix_spawnattr_init(attributes);
            _ = posix_spawnattr_setflags(attributes, NewSession);
            for (var descriptor = 0; descriptor <= 2; descriptor++)
                _ = posix_spawn_file_actions_addopen(actions, descriptor, "/dev/null", ReadWrite, 0);
            _ = posix_spawn_file_actions_addclosefrom_np(actions, 3);
            _ = posix_spawn(out _, self, actions, attributes, argv, envp);
            _ = posix_spawn_file_actions_destroy(actions);
            _ = posix_spawnattr_destroy(attributes);
        }
        finally
        {
            Free(argv);
            Free(envp);
            Marshal.FreeHGlobal(actions);
            Marshal.FreeHGlobal(attributes);
        }
    }

    private static nint Strings(IReadOnlyList<string> texts)
    {
        var array = Marshal.AllocHGlobal((texts.Count + 1) * nint.Size);
        for (var index = 0; index < texts.Count; index++)
            Marshal.WriteIntPtr(array, index * nint.Size, Marshal.StringToCoTaskMemUTF8(texts[index]));
        Marshal.WriteIntPtr(array, texts.Count * nint.Size, 0);
        return array;
    }

    private static void Free(nint array)
    {
        for (var offset = 0; Marshal.ReadIntPtr(array, offset) is var text && text != 0; offset += nint.Size)
            Marshal.FreeCoTaskMem(text);
        Marshal.FreeHGlobal(array);
    }

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_init(nint actions);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_destroy(nint actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn_file_actions_addopen(
        nint actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_addclosefrom_np(nint actions, int from);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_init(nint attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_destroy(nint attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setflags(nint attributes, short flags);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn(
        out int processId, string path, nint actions, nint attributes, nint argv, nint envp);
}
