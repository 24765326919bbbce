using System.Runtime.InteropServices;

namespace Postern.Durability;

/// <summary>
/// What the file system's errors mean on Linux. .NET gives them as <see cref="IOException"/> with the errno as
/// HResult, and so do the calls of this assembly.
/// </summary>
public static class FileSystemError
{
    internal const int NotPermitted = 1;
    internal const int Missing = 2;
    internal const int InterruptedCall = 4;
    internal const int AccessDenied = 13;
    internal const int Exists = 17;
    internal const int InvalidArgument = 22;
    internal const int TooLarge = 27;
    internal const int NoSpace = 28;
    internal const int ReadOnlyFileSystem = 30;
    internal const int NotImplemented = 38;
    internal const int QuotaExceeded = 122;

    /// <summary>No space left, a quota reached, or a file grown beyond what is allowed.</summary>
    public static bool IsDiskFull(Exception error) =>
        error is IOException { HResult: NoSpace or QuotaExceeded or TooLarge };

    /// <summary>The user may not do this here, or the file system is mounted read-only.</summary>
    public static bool IsDenied(Exception error) =>
        error is UnauthorizedAccessException or IOException { HResult: ReadOnlyFileSystem };

    internal static Exception Last(string action, string path)
    {
        var errno = Marshal.GetLastPInvokeError();
        var message = $"could not {action} '{path}': {Marshal.GetPInvokeErrorMessage(errno)}";
        return errno switch
        {
            NotPermitted or AccessDenied => new UnauthorizedAccessException(message),
            Missing => new DirectoryNotFoundException(message),
            _ => new IOException(message, errno),
        };
    }
}
