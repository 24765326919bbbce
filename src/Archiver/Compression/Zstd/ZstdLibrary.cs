using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Postern.Archiver.Compression.Zstd;

/// <summary>
/// libzstd's streaming interface (zstd.h, 1.5). Linked statically ahead of time, loaded from the system otherwise.
/// </summary>
internal static unsafe partial class ZstdLibrary
{
    public const int CompressionLevel = 100;
    public const int ChecksumFlag = 201;
    public const int WindowLogMax = 100;
    public const int Continue = 0;
    public const int End = 2;

    [LibraryImport("zstd")]
    public static partial CompressionContext ZSTD_createCCtx();

    [LibraryImport("zstd")]
    public static partial DecompressionContext ZSTD_createDCtx();

    [LibraryImport("zstd")]
    public static partial nuint ZSTD_CCtx_setParameter(CompressionContext context, int parameter, int value);

    [LibraryImport("zstd")]
    public static partial nuint ZSTD_DCtx_setParameter(DecompressionContext context, int parameter, int value);

    public static nuint Check(nuint result) => ZSTD_isError(result) == 0
        ? result
        : throw CompressionFailure.Damaged("zstd", Marshal.PtrToStringUTF8(ZSTD_getErrorName(result)) ?? "unknown");

    /// <summary>Returns the library's answer: 0 when all is flushed.</summary>
    public static nuint Compress(
        CompressionContext context, ReadOnlySpan<byte> input, Span<byte> output, int directive,
        out int consumed, out int produced)
    {
        fixed (byte* source = input, target = output)
        {
            var from = new Buffer { Start = source, Size = (nuint)input.Length };
            var to = new Buffer { Start = target, Size = (nuint)output.Length };
            var result = Check(ZSTD_compressStream2(context, &to, &from, directive));
            consumed = (int)from.Position;
            produced = (int)to.Position;
            return result;
        }
    }

    /// <summary>Returns the library's answer: 0 when a frame is complete and flushed.</summary>
    public static nuint Decompress(
        DecompressionContext context, ReadOnlySpan<byte> input, Span<byte> output,
        out int consumed, out int produced)
    {
        fixed (byte* source = input, target = output)
        {
            var from = new Buffer { Start = source, Size = (nuint)input.Length };
            var to = new Buffer { Start = target, Size = (nuint)output.Length };
            var result = Check(ZSTD_decompressStream(context, &to, &from));
            consumed = (int)from.Position;
            produced = (int)to.Position;
            return result;
        }
    }

    [LibraryImport("zstd")]
    private static partial nuint ZSTD_compressStream2(
        CompressionContext context, Buffer* output, Buffer* input, int directive);

    [LibraryImport("zstd")]
    private static partial nuint ZSTD_decompressStream(DecompressionContext context, Buffer* output, Buffer* input);

    [LibraryImport("zstd")]
    private static partial uint ZSTD_isError(nuint result);

    [LibraryImport("zstd")]
    private static partial nint ZSTD_getErrorName(nuint result);

    [LibraryImport("zstd")]
    private static partial nuint ZSTD_freeCCtx(nint context);

    [LibraryImport("zstd")]
    private static partial nuint ZSTD_freeDCtx(nint context);

    /// <summary>ZSTD_inBuffer and ZSTD_outBuffer.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Buffer
    {
        public byte* Start;
        public nuint Size;
        public nuint Position;
    }

    public sealed class CompressionContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => ZSTD_freeCCtx(handle) == 0;
    }

    public sealed class DecompressionContext() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => ZSTD_freeDCtx(handle) == 0;
    }
}
