using System.Globalization;
using System.Text;

namespace Postern.Archiver.Tar;

/// <summary>
/// Writes a tar archive the way WAL-G's are: names as given (with their leading slash, folders without a trailing
/// one), USTAR headers, a PAX header before a member whose name, size or owner does not fit, two zero blocks at the
/// end and no further padding. Names are written byte for byte because they are keys of files_metadata.json. Not
/// thread-safe; does not own the stream.
/// </summary>
public sealed class TarWriter(Stream destination)
{
    private const int PermissionMask = 0xFFF;
    private readonly byte[] _block = new byte[TarFields.BlockBytes];
    private long _pending;
    private int _padding;

    /// <summary>Writes the header; exactly <see cref="TarMember.SizeBytes"/> bytes must follow through
    /// <see cref="Write"/>.</summary>
    public void Begin(TarMember member)
    {
        if (_pending != 0) throw new InvalidOperationException($"{_pending} bytes of the member before are missing");
        Pad();
        var extended = new StringBuilder();
        FillHeader(member, extended);
        if (extended.Length > 0)
        {
            WriteExtended(member.Name, Encoding.UTF8.GetBytes(extended.ToString()));
            FillHeader(member, new StringBuilder());
        }
        destination.Write(_block);
        _pending = member.SizeBytes;
        _padding = PaddingOf(member.SizeBytes);
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        _pending -= data.Length;
        if (_pending < 0) throw new InvalidOperationException("more bytes than the member's header announced");
        destination.Write(data);
    }

    /// <summary>Zeros for the rest of the member: a file that became shorter while it was read.</summary>
    public void FillWithZeros()
    {
        var zeros = new byte[(int)Math.Min(_pending, 64 * 1024)];
        while (_pending > 0) Write(zeros.AsSpan(0, (int)Math.Min(_pending, zeros.Length)));
    }

    /// <summary>Ends the archive.</summary>
    public void Finish()
    {
        if (_pending != 0) throw new InvalidOperationException($"{_pending} bytes of the last member are missing");
        Pad();
        Array.Clear(_block);
        destination.Write(_block);
        destination.Write(_block);
    }

    private void FillHeader(TarMember member, StringBuilder extended)
    {
        Array.Clear(_block);
        FillName(member.Name, extended);
        _ = TarFields.TryWriteOctal(_block.AsSpan(TarFields.Mode), member.Mode & PermissionMask);
        FillNumber(_block.AsSpan(TarFields.UserId), member.UserId, "uid", extended);
        FillNumber(_block.AsSpan(TarFields.GroupId), member.GroupId, "gid", extended);
        FillNumber(_block.AsSpan(TarFields.Size), member.SizeBytes, "size", extended);
        FillNumber(_block.AsSpan(TarFields.Modified), member.ModifiedUnixSeconds, "mtime", extended);
        _block[TarFields.Type] = member.Type switch
        {
            TarMemberType.File => (byte)'0',
            TarMemberType.Directory => (byte)'5',
            TarMemberType.SymbolicLink => (byte)'2',
            _ => throw new ArgumentException($"'{member.Name}' is neither file, folder nor link", nameof(member)),
        };
        FillText(_block.AsSpan(TarFields.Link), member.LinkTarget, "linkpath", extended);
        "ustar\000"u8.CopyTo(_block.AsSpan(TarFields.Magic));
        Seal();
    }

    private void FillName(string name, StringBuilder extended)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        var field = _block.AsSpan(TarFields.Name);
        if (Ascii.IsValid(bytes) && bytes.Length > field.Length)
        {
            // The prefix field takes what comes before one of the slashes, which itself is not stored.
            var end = Math.Min(bytes.Length, _block.AsSpan(TarFields.Prefix).Length + 1);
            var slash = bytes.AsSpan(0, end).LastIndexOf((byte)'/');
            if (slash > 0 && bytes.Length - slash - 1 is > 0 and <= 100)
            {
                bytes.AsSpan(0, slash).CopyTo(_block.AsSpan(TarFields.Prefix));
                bytes.AsSpan(slash + 1).CopyTo(field);
                return;
            }
        }
        FillText(field, name, "path", extended);
    }

    private static void FillText(Span<byte> field, string text, string key, StringBuilder extended)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!Ascii.IsValid(bytes) || bytes.Length > field.Length) AppendRecord(extended, key, text);
        for (var i = 0; i < Math.Min(bytes.Length, field.Length); i++)
            field[i] = bytes[i] < 0x80 ? bytes[i] : (byte)'_';
    }

    private static void FillNumber(Span<byte> field, long value, string key, StringBuilder extended)
    {
        if (TarFields.TryWriteOctal(field, value)) return;
        AppendRecord(extended, key, value.ToString(CultureInfo.InvariantCulture));
        _ = TarFields.TryWriteOctal(field, 0);
    }

    private static void AppendRecord(StringBuilder extended, string key, string value)
    {
        // A record's length counts its own digits.
        var rest = 3 + Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
        var length = rest + 1;
        while (rest + Digits(length) != length) length = rest + Digits(length);
        extended.Append(CultureInfo.InvariantCulture, $"{length} {key}={value}\n");
    }

    private static int Digits(int value) => value.ToString(CultureInfo.InvariantCulture).Length;

    private void WriteExtended(string name, byte[] records)
    {
        Array.Clear(_block);
        var label = Encoding.ASCII.GetBytes("PaxHeaders.0/" + name[(name.LastIndexOf('/') + 1)..]);
        label.AsSpan(0, Math.Min(label.Length, 100)).CopyTo(_block.AsSpan(TarFields.Name));
        foreach (var field in (Range[])[TarFields.Mode, TarFields.UserId, TarFields.GroupId, TarFields.Modified])
            _ = TarFields.TryWriteOctal(_block.AsSpan(field), 0);
        _ = TarFields.TryWriteOctal(_block.AsSpan(TarFields.Size), records.Length);
        _block[TarFields.Type] = (byte)'x';
        "ustar\000"u8.CopyTo(_block.AsSpan(TarFields.Magic));
        Seal();
        destination.Write(_block);
        destination.Write(records);
        destination.Write(new byte[PaddingOf(records.Length)]);
    }

    private void Seal()
    {
        var field = _block.AsSpan(TarFields.Checksum);
        _ = TarFields.TryWriteOctal(field[..7], TarFields.Sum(_block));
        field[7] = (byte)' ';
    }

    private void Pad()
    {
        if (_padding == 0) return;
        Array.Clear(_block);
        destination.Write(_block.AsSpan(0, _padding));
        _padding = 0;
    }

    private static int PaddingOf(long sizeBytes) =>
        (int)((TarFields.BlockBytes - sizeBytes % TarFields.BlockBytes) % TarFields.BlockBytes);
}
