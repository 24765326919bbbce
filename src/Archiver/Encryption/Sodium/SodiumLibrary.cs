using System.Runtime.InteropServices;

namespace Postern.Archiver.Encryption.Sodium;

/// <summary>libsodium's secret stream (crypto_secretstream_xchacha20poly1305.h, 1.0.18).</summary>
internal static unsafe partial class SodiumLibrary
{
    public const int KeySizeBytes = 32;
    public const int HeaderSizeBytes = 24;
    public const int OverheadBytes = 17;
    public const byte TagMessage = 0;
    public const byte TagFinal = 3;

    // sodium_init is safe to call again and from several threads; it chooses the fastest code for this processor.
    public static void Initialize()
    {
        if (sodium_init() < 0) throw new InvalidOperationException("libsodium could not be initialized");
    }

    public static void InitializePush(ref State state, Span<byte> header, ReadOnlySpan<byte> key)
    {
        _ = crypto_secretstream_xchacha20poly1305_init_push(ref state, header, key);
    }

    public static bool InitializePull(ref State state, ReadOnlySpan<byte> header, ReadOnlySpan<byte> key) =>
        crypto_secretstream_xchacha20poly1305_init_pull(ref state, header, key) == 0;

    /// <summary>Seals one chunk into plain.Length + <see cref="OverheadBytes"/> bytes.</summary>
    public static void Push(ref State state, Span<byte> sealedChunk, ReadOnlySpan<byte> plain, byte tag)
    {
        fixed (byte* message = plain)
        {
            _ = crypto_secretstream_xchacha20poly1305_push(
                ref state, sealedChunk, 0, message, (ulong)plain.Length, 0, 0, tag);
        }
    }

    /// <summary>
    /// Opens one chunk into sealed.Length - <see cref="OverheadBytes"/> bytes; false when it is not authentic.
    /// </summary>
    public static bool Pull(ref State state, Span<byte> plain, out byte tag, ReadOnlySpan<byte> sealedChunk)
    {
        fixed (byte* message = plain)
        {
            // An empty message still needs a place that is not null for its tag.
            byte opened;
            var result = crypto_secretstream_xchacha20poly1305_pull(
                ref state, message, 0, &opened, sealedChunk, (ulong)sealedChunk.Length, 0, 0);
            tag = opened;
            return result == 0;
        }
    }

    [LibraryImport("sodium")]
    private static partial int sodium_init();

    [LibraryImport("sodium")]
    private static partial int crypto_secretstream_xchacha20poly1305_init_push(
        ref State state, Span<byte> header, ReadOnlySpan<byte> key);

    [LibraryImport("sodium")]
    private static partial int crypto_secretstream_xchacha20poly1305_init_pull(
        ref State state, ReadOnlySpan<byte> header, ReadOnlySpan<byte> key);

    [LibraryImport("sodium")]
    private static partial int crypto_secretstream_xchacha20poly1305_push(
        ref State state, Span<byte> sealedChunk, nint sealedLength, byte* message, ulong messageLength,
        nint additional, ulong additionalLength, byte tag);

    [LibraryImport("sodium")]
    private static partial int crypto_secretstream_xchacha20poly1305_pull(
        ref State state, byte* message, nint messageLength, byte* tag, ReadOnlySpan<byte> sealedChunk,
        ulong sealedLength, nint additional, ulong additionalLength);

    /// <summary>crypto_secretstream_xchacha20poly1305_state: 52 bytes.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 52)]
    public struct State;
}
