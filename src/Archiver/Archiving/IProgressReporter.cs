namespace Postern.Archiver.Archiving;

/// <summary>
/// What long work says of itself. Cheap enough for every chunk; may be called from several threads. Disposing ends the
/// display.
/// </summary>
public interface IProgressReporter : IDisposable
{
    /// <summary>Begins a stage ("copying files"); counts start from zero. A total that is not known yet is
    /// null.</summary>
    void Begin(string stage, long? totalBytes = null);

    /// <summary>Sets the total of the stage once it is known, or corrects it.</summary>
    void SetTotal(long totalBytes);

    /// <summary>Bytes done since the last call.</summary>
    void Add(long bytes);

    /// <summary>Says one line at once, above the display.</summary>
    void Line(string text);
}
