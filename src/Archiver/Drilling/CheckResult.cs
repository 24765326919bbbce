namespace Postern.Archiver.Drilling;

/// <summary>How a check went; <paramref name="Detail"/> says what was seen.</summary>
public sealed record CheckResult(string Name, bool Ok, TimeSpan Elapsed, string Detail);
