using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Failures;

namespace Postern.Archiver.FileSystem;

/// <summary>What kind of thing a path names; links are not followed.</summary>
public enum EntryType
{
    File,
    Directory,
    SymbolicLink,
    Socket,
    Other,
}

/// <summary>
/// A path's status from Linux's <c>statx</c>: .NET keeps times in ticks of 100 ns, and a base backup compares them to
/// the nanosecond.
/// </summary>
public sealed partial record FileStatus(
    EntryType Type, int Mode, uint UserId, uint GroupId, long SizeBytes, NanosecondTime Modified,
    NanosecondTime Changed)
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFields = 0x7FF;
    private const int NoEntry = 2;
    private const int PermissionDenied = 13;
    private const int NotDirectory = 20;

    /// <summary>Null when nothing is there.</summary>
    /// <exception cref="ArchiverException">PermissionDenied, naming the path.</exception>
    /// <exception cref="IOException">Any other errno.</exception>
    public static FileStatus? Of(string path, bool followLink = false)
    {
        Span<byte> answer = stackalloc byte[256];
        if (Statx(CurrentFolder, path, followLink ? 0 : NoFollow, BasicFields, answer) == 0) return Read(answer);
        return Marshal.GetLastPInvokeError() switch
        {
            NoEntry or NotDirectory => null,
            PermissionDenied => throw new ArchiverException(
                FailureCode.PermissionDenied, $"cannot look at '{path}'",
                "run as the user that owns the data directory, usually postgres."),
            var errno =>
                throw new IOException($"cannot look at '{path}': {Marshal.GetPInvokeErrorMessage(errno)}", errno),
        };
    }

    private static FileStatus Read(ReadOnlySpan<byte> answer)
    {
        var mode = BinaryPrimitives.ReadUInt16LittleEndian(answer[28..]);
        var type = (mode & 0xF000) switch
        {
            0x8000 => EntryType.File,
            0x4000 => EntryType.Directory,
            0xA000 => EntryType.SymbolicLink,
            0xC000 => EntryType.Socket,
            _ => EntryType.Other,
        };
        return new FileStatus(
            type, mode & 0xFFF,
            BinaryPrimitives.ReadUInt32LittleEndian(answer[20..]),
            BinaryPrimitives.ReadUInt32LittleEndian(answer[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(answer[40..]),
            Time(answer[112..]), Time(answer[96..]));
    }

    private static NanosecondTime Time(ReadOnlySpan<byte> field) =>
        new(BinaryPrimitives.ReadInt64LittleEndian(field), BinaryPrimitives.ReadUInt32LittleEndian(field[8..]));

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> answer);
}
