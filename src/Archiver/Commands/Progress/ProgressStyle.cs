namespace Postern.Archiver.Commands.Progress;

/// <summary>How progress is shown.</summary>
public enum ProgressStyle
{
    /// <summary>A line every ten seconds: a log.</summary>
    Lines,

    /// <summary>One line that is written over: a terminal that somebody watches.</summary>
    Bar,

    /// <summary>Nothing.</summary>
    None,
}
