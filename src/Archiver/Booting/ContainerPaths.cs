namespace Postern.Archiver.Booting;

/// <summary>The fixed paths of docs/container.md. A test gives others.</summary>
public sealed record ContainerPaths
{
    public string Volume { get; init; } = "/var/lib/postgresql";

    /// <summary>The settings volume, read-only.</summary>
    public string Settings { get; init; } = "/conf";

    /// <summary>The socket volume.</summary>
    public string Sockets { get; init; } = "/var/run/postgresql";

    /// <summary>Where the provider uploads secrets, as root.</summary>
    public string Uploads { get; init; } = "/etc/postern";

    /// <summary>The tmpfs that has the secrets for uid 999.</summary>
    public string Secrets { get; init; } = "/run/secrets.d";

    public string InitScripts { get; init; } = "/docker-entrypoint-initdb.d";

    public string SharedMemory { get; init; } = "/dev/shm";

    public string MountInfo { get; init; } = "/proc/self/mountinfo";

    public string BootPlanFile => Path.Combine(Settings, "boot.json");

    public string AgentPlanFile => Path.Combine(Settings, "agent.json");

    public string ConfigFile => Path.Combine(Settings, "postgresql.conf");

    public string HbaFile => Path.Combine(Settings, "pg_hba.conf");

    public string IdentFile => Path.Combine(Settings, "pg_ident.conf");

    public string StatusFile => Path.Combine(Sockets, "boot-status.json");

    public string SettingsFile => Path.Combine(Secrets, "archiver.json");

    public string PasswordFile => Path.Combine(Secrets, "password");
}
