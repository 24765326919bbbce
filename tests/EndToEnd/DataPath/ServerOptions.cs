namespace Postern.Tests.EndToEnd.DataPath;

/// <summary>What a test's server differs in from a plain archiving primary.</summary>
public sealed record ServerOptions
{
    public int Major { get; init; } = 17;

    /// <summary>initdb, restore or fetch.</summary>
    public string Provision { get; init; } = "initdb";

    public string Scenario { get; init; } = "primary";

    public string Signal { get; init; } = "none";

    /// <summary>An existing data volume, or null for a new one.</summary>
    public string? DataVolume { get; init; }

    public Uri? Endpoint { get; init; }

    /// <summary>The superuser's, as the stack gives it.</summary>
    public string Password { get; init; } = "a password of tests";

    /// <summary>More lines of postgresql.conf.</summary>
    public string Configuration { get; init; } = "";
}
