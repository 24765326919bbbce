using Postern.Archiver.Compression;
using Postern.Archiver.Core.Wal;

namespace Postern.Archiver.Archiving.Copy;

/// <summary>Whether an object is a segment itself and not something beside it: only known endings count.</summary>
internal static class WalSegmentObject
{
    public static bool Is(string objectName)
    {
        var name = objectName[(objectName.LastIndexOf('/') + 1)..];
        if (name.Length < WalSegmentName.Length
            || !WalSegmentName.TryParse(name.AsSpan(0, WalSegmentName.Length), out _)) return false;
        var ending = name[WalSegmentName.Length..];
        return ending is "" or "." || (ending[0] == '.' && Compressors.ByExtension(ending[1..]) is not null);
    }
}
