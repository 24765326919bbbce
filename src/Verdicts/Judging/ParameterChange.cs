using Postern.Archiver.Core.Parameters;

namespace Postern.Verdicts.Judging;

/// <summary>One parameter of postgresql.conf that gets another value; null stands for PostgreSQL's default.</summary>
/// <param name="Context">Null for a parameter that the version's table does not know: an extension's.</param>
public sealed record ParameterChange(string Name, string? Old, string? New, ParameterContext? Context)
{
    /// <summary>Unknown parameters count as such: the program restarts the server for them.</summary>
    public bool NeedsRestart => Context is null or ParameterContext.Restart or ParameterContext.Fixed;

    public override string ToString()
    {
        var sessions = Context == ParameterContext.NewSession ? " (new sessions)" : "";
        return $"{Name}: {Old ?? "default"} -> {New ?? "default"}{sessions}";
    }
}
