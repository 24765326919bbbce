namespace Scriban.Parsing;

/// <summary>A piece of a template: both ends are inclusive.</summary>
public struct SourceSpan(string fileName, TextPosition start, TextPosition end)
{
    public TextPosition End { get; set; } = end;

    public string FileName { get; set; } = fileName;

    public readonly bool IsEmpty => FileName is null;

    public readonly int Length => End.Offset - Start.Offset + 1;

    public TextPosition Start { get; set; } = start;

    public override readonly string ToString() => $"{FileName}({Start})-({End})";

    public readonly string ToStringSimple() => $"{FileName}({Start.ToStringSimple()})";

    /// <summary>The column behind this span: where something is missing.</summary>
    internal readonly SourceSpan After() => new(FileName, End.NextColumn(), End.NextColumn());
}
