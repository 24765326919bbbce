namespace Postern.Archiver.Core.Parameters;

/// <summary>One row of pg_settings: the name as PostgreSQL spells it, when it takes effect, its type and its unit
/// (null for none).</summary>
public sealed record Parameter(string Name, ParameterContext Context, ParameterType Type, string? Unit)
{
    public bool NeedsRestart => Context == ParameterContext.Restart;
}

/// <summary>PostgreSQL's pg_settings.vartype.</summary>
public enum ParameterType
{
    Bool,
    Enum,
    Integer,
    Real,
    String,
}
