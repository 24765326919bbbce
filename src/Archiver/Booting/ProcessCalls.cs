using System.Runtime.InteropServices;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Booting;

/// <summary>
/// The system calls that a container's entry needs and .NET does not have: identity, exec, and a lock that survives
/// exec (.NET opens every file close-on-exec).
/// </summary>
internal static partial class ProcessCalls
{
    private const int ReadWriteCreate = 0x42; // O_RDWR | O_CREAT
    private const int LockExclusiveNow = 2 | 4; // LOCK_EX | LOCK_NB
    private const int WouldBlock = 11;
    private const int SignalPipe = 13;
    private const int OwnerOnly = 0x180; // 0600

    public static uint EffectiveUser => geteuid();

    public static uint EffectiveGroup => getegid();

    /// <summary>The C library's version, which decides how text sorts: "2.36".</summary>
    public static string LibcVersion => Marshal.PtrToStringUTF8(gnu_get_libc_version()) ?? "";

    /// <summary>
    /// Takes an exclusive lock that every later child inherits, also through exec, and that ends with the last
    /// process that has it. The descriptor is deliberately never closed. False when another process holds it.
    /// </summary>
    public static bool TryLockForEver(string path)
    {
        var descriptor = open(path, ReadWriteCreate, OwnerOnly);
        if (descriptor < 0) throw Failure("open", path);
        if (flock(descriptor, LockExclusiveNow) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        _ = close(descriptor);
        return error == WouldBlock ? false : throw Failure("lock", path);
    }

    public static void ChangeOwner(string path, uint user, uint group)
    {
        if (lchown(path, user, group) < 0) throw Failure("change the owner of", path);
    }

    /// <summary>Gives up root for good, on all threads.</summary>
    public static void BecomeUser(uint user, uint group)
    {
        if (setgroups(1, [group]) < 0 || setgid(group) < 0 || setuid(user) < 0)
            throw Failure("become", $"user {user}");
    }

    public static void SetEnvironment(string name, string value)
    {
        if (setenv(name, value, 1) < 0) throw Failure("set", name);
    }

    /// <summary>Replaces this process. Returns only by an exception.</summary>
    public static void Execute(string file, IReadOnlyList<string> arguments)
    {
        // The runtime ignores SIGPIPE, and what is ignored stays so through exec.
        signal(SignalPipe, 0);
        var pointers = new nint[arguments.Count + 1];
        for (var index = 0; index < arguments.Count; index++)
            pointers[index] = Marshal.StringToCoTaskMemUTF8(arguments[index]);
        _ = execvp(file, pointers);
        throw Failure("execute", file);
    }

    /// <summary>Sends a signal; false when there is no such process.</summary>
    public static bool Signal(int process, int number) => kill(process, number) == 0;

    private static ArchiverException Failure(string verb, string operand) => new(
        FailureCode.Unexpected, $"could not {verb} '{operand}': {Marshal.GetLastPInvokeErrorMessage()}",
        "run the container with the flags that docs/container.md names.");

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial uint getegid();

    [LibraryImport("libc")]
    private static partial nint gnu_get_libc_version();

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(int descriptor, int operation);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int lchown(string path, uint user, uint group);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setgroups(nuint count, uint[] groups);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setgid(uint group);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setuid(uint user);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int execvp(string file, nint[] arguments);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);
}
