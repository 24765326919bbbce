using System.Globalization;
using System.Text;

namespace Postern.Archiver.Tar;

/// <summary>
/// Reads USTAR, PAX and GNU archives from a stream that cannot seek. Tolerates what WAL-G writes: no end-of-archive
/// blocks, no padding after the last member, any number of zeros after the end. Does not own the stream.
/// </summary>
public sealed class TarReader(Stream source)
{
    private const int LargestExtendedBytes = 1 << 20;
    private readonly byte[] _block = new byte[TarFields.BlockBytes];
    private readonly Dictionary<string, string> _global = new(StringComparer.Ordinal);
    private TarMemberStream? _data;
    private int _padding;

    /// <summary>The current member's bytes; what is not read of them is skipped by <see cref="Next"/>.</summary>
    public Stream Data => _data ?? Stream.Null;

    /// <summary>The next member, or null at the end.</summary>
    /// <exception cref="InvalidDataException">A damaged header, a cut member, or other bytes after the end.</exception>
    public TarMember? Next()
    {
        var records = new Dictionary<string, string>(_global, StringComparer.Ordinal);
        while (true)
        {
            SkipMember();
            if (!ReadBlock()) return null;
            if (_block.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            {
                DrainZeros();
                return null;
            }
            if (TarFields.Number(_block.AsSpan(TarFields.Checksum)) != TarFields.Sum(_block))
                throw new InvalidDataException("a tar header has a wrong checksum");
            switch ((char)_block[TarFields.Type])
            {
                case 'x': ParseRecords(ReadExtended(), records); break;
                case 'g': ParseRecords(ReadExtended(), _global); break;
                case 'L': records["path"] = TarFields.Text(ReadExtended()); break;
                case 'K': records["linkpath"] = TarFields.Text(ReadExtended()); break;
                default: return Open(records);
            }
        }
    }

    private TarMember Open(Dictionary<string, string> records)
    {
        var flag = (char)_block[TarFields.Type];
        var name = records.TryGetValue("path", out var path) ? path : ShortName();
        var type = flag switch
        {
            // Flag 7, a contiguous file, is a file; WAL-G loses it silently.
            '0' or '\0' or '7' => name.Length > 1 && name.EndsWith('/') ? TarMemberType.Directory : TarMemberType.File,
            '5' => TarMemberType.Directory,
            '2' => TarMemberType.SymbolicLink,
            _ => TarMemberType.Other,
        };
        var size = Number(records, "size", TarFields.Size);
        // Links and folders have no data, whatever the size field says.
        if (type is TarMemberType.Directory or TarMemberType.SymbolicLink) size = 0;
        _data = TarMemberStream.Over(source, size);
        _padding = (int)((TarFields.BlockBytes - size % TarFields.BlockBytes) % TarFields.BlockBytes);
        return new TarMember
        {
            Name = name,
            Type = type,
            Mode = (int)(TarFields.Number(_block.AsSpan(TarFields.Mode)) & 0xFFF),
            UserId = Number(records, "uid", TarFields.UserId),
            GroupId = Number(records, "gid", TarFields.GroupId),
            SizeBytes = size,
            ModifiedUnixSeconds = Number(records, "mtime", TarFields.Modified),
            LinkTarget = records.TryGetValue("linkpath", out var link) ? link
                : TarFields.Text(_block.AsSpan(TarFields.Link)),
        };
    }

    private string ShortName()
    {
        var name = TarFields.Text(_block.AsSpan(TarFields.Name));
        // GNU's own headers use the prefix bytes for other things; only "ustar\0" has a prefix.
        if (!_block.AsSpan(TarFields.Magic).StartsWith("ustar\0"u8)) return name;
        var prefix = TarFields.Text(_block.AsSpan(TarFields.Prefix));
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private long Number(Dictionary<string, string> records, string key, Range field)
    {
        if (!records.TryGetValue(key, out var text)) return TarFields.Number(_block.AsSpan(field));
        var whole = text.AsSpan(0, text.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : text.Length);
        return long.TryParse(whole, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidDataException($"a tar header has '{text}' as its {key}");
    }

    private byte[] ReadExtended()
    {
        var size = TarFields.Number(_block.AsSpan(TarFields.Size));
        if (size is < 0 or > LargestExtendedBytes)
            throw new InvalidDataException($"a tar header is followed by {size} bytes");
        var bytes = new byte[size];
        Exactly(bytes);
        _padding = (int)((TarFields.BlockBytes - size % TarFields.BlockBytes) % TarFields.BlockBytes);
        return bytes;
    }

    private static void ParseRecords(ReadOnlySpan<byte> bytes, Dictionary<string, string> records)
    {
        while (!bytes.IsEmpty && bytes[0] != 0)
        {
            var blank = bytes.IndexOf((byte)' ');
            var equals = bytes.IndexOf((byte)'=');
            if (blank <= 0 || equals < blank
                || !int.TryParse(bytes[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= equals || length > bytes.Length || bytes[length - 1] != '\n')
                throw new InvalidDataException("a tar header has a malformed record");
            var key = Encoding.UTF8.GetString(bytes[(blank + 1)..equals]);
            var value = Encoding.UTF8.GetString(bytes[(equals + 1)..(length - 1)]);
            if (value.Length == 0) records.Remove(key);
            else records[key] = value;
            bytes = bytes[length..];
        }
    }

    private void SkipMember()
    {
        _data?.SkipRest();
        _data = null;
        // The last member of a remote backup's parts has no padding.
        if (_padding > 0 && source.ReadAtLeast(_block.AsSpan(0, _padding), _padding, false) is var read
            && read < _padding
            && _block.AsSpan(0, read).IndexOfAnyExcept((byte)0) >= 0)
            throw new InvalidDataException("a tar archive is cut within a member's padding");
        _padding = 0;
    }

    private bool ReadBlock()
    {
        var read = source.ReadAtLeast(_block, TarFields.BlockBytes, throwOnEndOfStream: false);
        if (read is 0 or TarFields.BlockBytes) return read != 0;
        throw new InvalidDataException("a tar archive is cut within a header");
    }

    private void DrainZeros()
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = source.Read(buffer)) > 0;)
        {
            if (buffer.AsSpan(0, read).IndexOfAnyExcept((byte)0) >= 0)
                throw new InvalidDataException("a tar archive has other bytes after its end");
        }
    }

    private void Exactly(Span<byte> bytes)
    {
        if (source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException("a tar archive is cut within a header");
    }
}
