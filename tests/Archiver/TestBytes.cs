using Postern.Archiver.Streams;

namespace Postern.Tests.Archiver;

/// <summary>Bytes of the kinds that matter to streams, and streams that behave badly but legally.</summary>
internal static class TestBytes
{
    /// <summary>Sizes around the pieces that streams work in: 8192 (libsodium), 64 KiB, 256 KiB, 4 MiB.</summary>
    public static IReadOnlyList<int> Sizes { get; } =
        [0, 1, 8191, 8192, 8193, 24_576, 65_536, 262_143, 262_144, 262_145, 524_288, 1_000_003, 4_194_304, 4_194_305];

    public static byte[] Random(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Half noise, half repetition, as pages of a database are.</summary>
    public static byte[] Pages(int count)
    {
        var bytes = Random(count, 7);
        for (var at = 0; at < count; at += 64)
            bytes.AsSpan(at, Math.Min(48, count - at)).Fill((byte)((at >> 13) & 0xFF));
        return bytes;
    }

    /// <summary>Writes in pieces of changing size, synchronously and asynchronously in turn.</summary>
    public static async Task WriteInPiecesAsync(Stream target, byte[] bytes, int seed)
    {
        var random = new Random(seed);
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(bytes.Length - at, random.Next(1, random.Next(3) == 0 ? 400_000 : 9000));
            if (random.Next(2) == 0) await target.WriteAsync(bytes.AsMemory(at, length));
            else target.Write(bytes, at, length);
            at += length;
        }
    }

    public static async Task<byte[]> ReadAllAsync(Stream source)
    {
        using var copy = new MemoryStream();
        await source.CopyToAsync(copy);
        return copy.ToArray();
    }

    /// <summary>A source that gives a few bytes at a time.</summary>
    public sealed class Trickle(byte[] bytes) : ReadStream
    {
        private int _at;
        private int _turn;

        public override int Read(Span<byte> buffer)
        {
            var length = Math.Min(Math.Min(buffer.Length, bytes.Length - _at), 1 + (_turn++ * 7919 % 10_007));
            bytes.AsSpan(_at, length).CopyTo(buffer);
            _at += length;
            return length;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}
