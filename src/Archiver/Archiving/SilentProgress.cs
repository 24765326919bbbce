namespace Postern.Archiver.Archiving;

/// <summary>Says nothing: for tests and for verbs that take no time.</summary>
public sealed class SilentProgress : IProgressReporter
{
    public static SilentProgress Instance { get; } = new();

    public void Begin(string stage, long? totalBytes = null)
    {
    }

    public void SetTotal(long totalBytes)
    {
    }

    public void Add(long bytes)
    {
    }

    public void Line(string text)
    {
    }

    public void Dispose()
    {
    }
}
