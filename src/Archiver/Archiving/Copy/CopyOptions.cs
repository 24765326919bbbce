namespace Postern.Archiver.Archiving.Copy;

/// <summary>What is copied.</summary>
/// <param name="Backup">A name or LATEST with its chain; null for every backup and all WAL.</param>
/// <param name="WithHistory">With a backup: all WAL from its start on, and not only what makes it consistent.</param>
public sealed record CopyOptions(string? Backup, bool WithHistory);

/// <summary>What a copy did.</summary>
public sealed record CopyResult(int Copied, int Present, long Bytes);
