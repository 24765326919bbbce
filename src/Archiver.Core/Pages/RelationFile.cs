using System.Globalization;

namespace Postern.Archiver.Core.Pages;

/// <summary>The fork of a relation that a file holds.</summary>
public enum RelationFork
{
    Main = 0,
    FreeSpaceMap = 1,
    VisibilityMap = 2,
    Initialisation = 3,
}

/// <summary>
/// A relation's file as its name tells: <c>16384</c>, <c>16384.1</c>, <c>16384_fsm</c>, <c>16384_vm.2</c>. Follows
/// <c>parse_filename_for_nontemp_relation</c> of PostgreSQL's <c>reinit.c</c>.
/// </summary>
/// <param name="FileNumber">relfilenode, above zero.</param>
/// <param name="Fork">Which fork.</param>
/// <param name="Segment">Number of the segment file, 0 for the first.</param>
public readonly record struct RelationFile(uint FileNumber, RelationFork Fork, uint Segment)
{
    /// <summary>Bytes of one full segment file; a compile-time constant of nearly every PostgreSQL.</summary>
    public const long SegmentSizeBytes = 1L << 30;

    /// <summary>Null when the base name is no permanent relation's file.</summary>
    public static RelationFile? Parse(ReadOnlySpan<char> name)
    {
        var digits = name.IndexOfAnyExceptInRange('0', '9');
        var number = digits < 0 ? name : name[..digits];
        if (!IsNumber(number, out var fileNumber)) return null;
        var rest = name[number.Length..];
        var fork = ForkOf(rest, out var suffixLength);
        rest = rest[suffixLength..];
        if (rest.IsEmpty) return new RelationFile(fileNumber, fork, 0);
        return rest[0] == '.' && IsNumber(rest[1..], out var segment)
            ? new RelationFile(fileNumber, fork, segment)
            : null;
    }

    /// <summary>Number in the relation of the file's block <paramref name="block"/>.</summary>
    public uint AbsoluteBlock(uint block, int pageSizeBytes) =>
        unchecked(Segment * (uint)(SegmentSizeBytes / pageSizeBytes) + block);

    /// <summary>A temporary relation's file: <c>t3_16384</c>, <c>t3_16384_fsm.1</c>.</summary>
    public static bool IsTemporary(ReadOnlySpan<char> name)
    {
        if (name.Length < 4 || name[0] != 't') return false;
        var separator = name.IndexOf('_');
        return separator > 1
            && name[1..separator].IndexOfAnyExceptInRange('0', '9') < 0
            && Parse(name[(separator + 1)..]) is not null;
    }

    private static RelationFork ForkOf(ReadOnlySpan<char> rest, out int suffixLength)
    {
        if (rest.StartsWith("_fsm")) return Suffix(RelationFork.FreeSpaceMap, 4, out suffixLength);
        if (rest.StartsWith("_vm")) return Suffix(RelationFork.VisibilityMap, 3, out suffixLength);
        if (rest.StartsWith("_init")) return Suffix(RelationFork.Initialisation, 5, out suffixLength);
        return Suffix(RelationFork.Main, 0, out suffixLength);
    }

    private static RelationFork Suffix(RelationFork fork, int length, out int suffixLength)
    {
        suffixLength = length;
        return fork;
    }

    private static bool IsNumber(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        return !text.IsEmpty && text[0] is >= '1' and <= '9'
            && uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
