using System.IO.Compression;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Backend;

/// <summary>How files of a store are compressed: recognised by their first bytes, never by their name.</summary>
public static class StateCompression
{
    /// <summary>The plain bytes; zstd, which this engine does not write, is refused by name.</summary>
    public static byte[] Open(byte[] content, string path)
    {
        if (content is [0x28, 0xb5, 0x2f, 0xfd, ..])
        {
            throw new StateFailure(
                $"'{path}' is compressed with zstd (PULUMI_DIY_BACKEND_ZSTD), which this engine does not read; write " +
                    $"the stack once " +
                "with the Pulumi CLI and without PULUMI_DIY_BACKEND_ZSTD");
        }
        if (content is not [0x1f, 0x8b, ..]) return content;
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress)) gzip.CopyTo(plain);
        return plain.ToArray();
    }

    public static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(plain);
        return packed.ToArray();
    }
}
