namespace Postern.Archiver.Booting;

/// <summary>
/// What boot is to make of the volume and how it is to start the server; docs/container.md has every member.
/// </summary>
public sealed record BootPlan
{
    /// <summary>primary, standby or drill: for the marker.</summary>
    public required string Scenario { get; init; }

    public required int Major { get; init; }

    /// <summary>initdb, restore or fetch.</summary>
    public required string Provision { get; init; }

    /// <summary>A backup's name, LATEST or AUTO.</summary>
    public string Backup { get; init; } = "LATEST";

    public RecoveryTarget Target { get; init; } = RecoveryTarget.Latest;

    /// <summary>none, standby or recovery.</summary>
    public string Signal { get; init; } = "none";

    public IReadOnlyList<ServerParameter> Parameters { get; init; } = [];

    public string Database { get; init; } = "postgres";

    public string User { get; init; } = "postgres";

    public IReadOnlyList<string> InitdbArguments { get; init; } = [];

    public int FetchTimeoutSeconds { get; init; } = 21600;

    /// <summary>
    /// False without /conf/boot.json: then there is no archive, and the official image's contract holds.
    /// </summary>
    public bool Archives { get; init; } = true;

    /// <summary>The password's file for initdb, or null for none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Null: /conf/postgresql.conf and pg_hba.conf; else those in PGDATA.</summary>
    public bool ConfiguredInData { get; init; }
}
