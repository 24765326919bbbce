namespace Postern.Archiver.Core.Parameters;

/// <summary>When a changed parameter takes effect: PostgreSQL's pg_settings.context, in the order of what it
/// costs.</summary>
public enum ParameterContext
{
    /// <summary>A session or superuser may set it; a reload brings the new default.</summary>
    Session,

    /// <summary>A reload, for new sessions only (backend, superuser-backend).</summary>
    NewSession,

    /// <summary>A reload (sighup).</summary>
    Reload,

    /// <summary>A restart (postmaster).</summary>
    Restart,

    /// <summary>Fixed by initdb or the build (internal).</summary>
    Fixed,
}
