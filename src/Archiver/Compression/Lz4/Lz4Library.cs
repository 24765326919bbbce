using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Postern.Archiver.Compression.Lz4;

/// <summary>
/// liblz4's frame interface (lz4frame.h, 1.9). Linked statically ahead of time, loaded from the system otherwise.
/// </summary>
internal static partial class Lz4Library
{
    public const uint Version = 100;

    [LibraryImport("lz4")]
    public static partial nuint LZ4F_createCompressionContext(out CompressionContext context, uint version);

    [LibraryImport("lz4")]
    public static partial nuint LZ4F_createDecompressionContext(out DecompressionContext context, uint version);

    [LibraryImport("lz4")]
    public static partial nuint LZ4F_compressBegin(
        CompressionContext context, Span<byte> output, nuint outputSize, in Preferences preferences);

    [LibraryImport("lz4")]
    public static partial nuint LZ4F_compressUpdate(
        CompressionContext context, Span<byte> output, nuint outputSize, ReadOnlySpan<byte> input, nuint inputSize,
        nint options);

    [LibraryImport("lz4")]
    public static partial nuint LZ4F_compressEnd(
        CompressionContext context, Span<byte> output, nuint outputSize, nint options);

    [LibraryImport("lz4")]
    public static partial nuint LZ4F_compressBound(nuint inputSize, in Preferences preferences);

    [LibraryImport("lz4")]
    public static partial nuint LZ4F_decompress(
        DecompressionContext context, Span<byte> output, ref nuint outputSize, ReadOnlySpan<byte> input,
        ref nuint inputSize, nint options);

    public static int Check(nuint result) => LZ4F_isError(result) == 0
        ? (int)result
        : throw CompressionFailure.Damaged("lz4", Marshal.PtrToStringUTF8(LZ4F_getErrorName(result)) ?? "unknown");

    [LibraryImport("lz4")]
    private static partial uint LZ4F_isError(nuint result);

    [LibraryImport("lz4")]
    private static partial nint LZ4F_getErrorName(nuint result);

    [LibraryImport("lz4")]
    private static partial nuint LZ4F_freeCompressionContext(nint context);

    [LibraryImport("lz4")]
    private static partial nuint LZ4F_freeDecompressionContext(nint context);

    /// <summary>LZ4F_preferences_t with its LZ4F_frameInfo_t in front.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Preferences
    {
        public int BlockSizeId;
        public int BlockMode;
        public int ContentChecksum;
        public int FrameType;
        public ulong ContentSize;
        public uint DictionaryId;
        public int BlockChecksum;
        public int CompressionLevel;
        public uint AutoFlush;
        public uint FavourDecompressionSpeed;
        public uint Reserved0;
        public uint Reserved1;
        public uint Reserved2;
    }

    public sealed class CompressionContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => LZ4F_freeCompressionContext(handle) == 0;
    }

    public sealed class DecompressionContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            // Its result says in which state the frame was: nothing of interest any more.
            _ = LZ4F_freeDecompressionContext(handle);
            return true;
        }
    }
}
