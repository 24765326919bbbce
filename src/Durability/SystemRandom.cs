using System.Runtime.InteropServices;

namespace Postern.Durability;

/// <summary>
/// Random bytes of the kernel. .NET's RandomNumberGenerator loads and configures OpenSSL first, which takes a short
/// process longer than its work.
/// </summary>
internal static partial class SystemRandom
{
    /// <param name="bytes">At most 256: so many come at once, or none.</param>
    public static void Fill(Span<byte> bytes)
    {
        while (getrandom(ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length, 0) != bytes.Length)
        {
            // Before the kernel has gathered enough, a signal interrupts the wait for it.
            if (Marshal.GetLastPInvokeError() != FileSystemError.InterruptedCall)
                throw FileSystemError.Last("get random bytes from", "the kernel");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint getrandom(ref byte buffer, nuint length, uint flags);
}
