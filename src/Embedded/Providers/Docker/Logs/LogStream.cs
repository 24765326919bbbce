using System.Buffers.Binary;

namespace Postern.Embedded.Providers.Docker.Logs;

/// <summary>
/// A container's log as the engine streams it: raw with a tty, else in frames of an 8-byte header (stream, three zeros,
/// big-endian length) and that many bytes. Source: Engine API, "Attach to a container", stream format.
/// </summary>
internal static class LogStream
{
    private const int HeaderBytes = 8;

    /// <summary>
    /// All bytes of both streams, in order, without headers. A stream that breaks off in a frame gives what came.
    /// </summary>
    public static async Task<byte[]> ReadAllAsync(Stream stream, bool tty, CancellationToken cancellation)
    {
        using var result = new MemoryStream();
        if (tty)
        {
            await stream.CopyToAsync(result, cancellation);
            return result.ToArray();
        }
        var header = new byte[HeaderBytes];
        while (await stream.ReadAtLeastAsync(
            header, HeaderBytes, throwOnEndOfStream: false, cancellation) == HeaderBytes)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4));
            var frame = new byte[length];
            var read = await stream.ReadAtLeastAsync(frame, length, throwOnEndOfStream: false, cancellation);
            result.Write(frame.AsSpan(0, read));
        }
        return result.ToArray();
    }
}
