using Postern.Infra.Scenarios;
using Postern.Infra.Settings;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;

namespace Postern.Infra.Components;

/// <summary>
/// The PostgreSQL server, and the settle one-shot after it. Only what needs a restart is an input of the server's
/// container; everything else reaches it through the settings volume and a reload, which settle does, and whose
/// outcome it reports.
/// </summary>
public sealed class PostgresServer : ComponentResource
{
    /// <summary>A fast shutdown waits for the running archive_command (50 s at most).</summary>
    private const int StopSeconds = 120;

    public PostgresServer(
        string name, PrimarySettings settings, ServerPlan plan, PostgresImage image, SettingsVolume conf,
            Network network,
        ArchiveAccess archive, Output<string> password, ComponentResourceOptions? options = null)
        : base("postern:index:PostgresServer", name, options)
    {
        var mine = new CustomResourceOptions { Parent = this };
        var prefix = settings.Stack.ResourcePrefix;
        Data = new Volume(
            "data", new VolumeArgs { Name = $"{prefix}-data", Labels = { Owner.OfVolume() } },
            Owner.KeepsVolume(this));
        Run = new Volume("run", new VolumeArgs { Name = $"{prefix}-run", Labels = { Owner.OfVolume() } }, mine);
        Container = new Container(
            name, ServerArgs(settings, plan, image, conf, network, archive, password),
            new CustomResourceOptions { Parent = this, DependsOn = { conf.Writer } });
        Settle = new Container(
            "settle", SettleArgs(settings, image, conf),
            new CustomResourceOptions { Parent = this, DependsOn = { conf.Writer, Container } });
        var follower = new ReportFollower(TimeProvider.System, TimeSpan.FromSeconds(settings.WaitTimeoutSeconds + 60));
        Settled = follower.Follow(Settle, "settling the server");
        RegisterOutputs(new Dictionary<string, object?> { ["settled"] = Settled.Apply(report => report?.Json) });
    }

    public Volume Data { get; }

    /// <summary>The server's socket folder, shared with settle and the agent.</summary>
    public Volume Run { get; }

    public Container Container { get; }

    public Container Settle { get; }

    public Output<Report?> Settled { get; }

    private ContainerArgs ServerArgs(
        PrimarySettings settings, ServerPlan plan, PostgresImage image, SettingsVolume conf, Network network,
            ArchiveAccess archive,
        Output<string> password)
    {
        var args = ContainerShape.Server(settings.Stack.ResourcePrefix, image.Id, StopSeconds);
        args.StopSignal = "SIGINT";
        args.NetworksAdvanced = ContainerShape.Networks(network, settings.Archive, "db", "primary");
        args.Ports = new()
        {
            new ContainerPortArgs { Internal = 5432, External = settings.Port, Ip = settings.BindAddress, Protocol =
                "tcp" },
        };
        args.Mounts = new()
        {
            ContainerShape.Mount(Data, "/var/lib/postgresql"),
            ContainerShape.Mount(conf.Volume, "/conf", readOnly: true),
            ContainerShape.Mount(Run, "/var/run/postgresql"),
        };
        args.Tmpfs = ContainerShape.SecretsTmpfs();
        args.ShmSize = SharedMemory.Megabytes(plan.Parameters);
        if (settings.MemoryMegabytes is { } memory)
        {
            args.Memory = memory;
            args.MemorySwap = memory;
        }
        args.Healthcheck = new ContainerHealthcheckArgs
        {
            Tests = { "CMD", "pg_isready", "-q", "-h", "/var/run/postgresql" },
            Interval = "5s",
            Timeout = "3s",
            Retries = 5,
            StartPeriod = "30s",
        };
        args.Labels.Add(new ContainerLabelArgs { Label = "org.postern.restart", Value = conf.RestartHash });
        args.Uploads = new()
        {
            ContainerShape.Secret("/etc/postern/archiver.json", archive.Document(settings.Compression)),
            ContainerShape.Secret("/etc/postern/password", password),
        };
        return args;
    }

    private ContainerArgs SettleArgs(PrimarySettings settings, PostgresImage image, SettingsVolume conf)
    {
        var args = ContainerShape.OneShot($"{settings.Stack.ResourcePrefix}-settle", image.Id);
        args.Entrypoints = ContainerShape.Archiver();
        args.Command = new()
        {
            "settle", "--deadline-seconds",
            settings.WaitTimeoutSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        args.User = "999:999";
        args.NetworkMode = "none";
        args.Envs = new() { ContainerShape.PlainTerminal, "PGHOST=/var/run/postgresql", $"PGUSER={settings.User}" };
        args.Mounts = new() { ContainerShape.Mount(Run, "/var/run/postgresql") };
        args.Labels.Add(new ContainerLabelArgs { Label = "org.postern.settings", Value = conf.Hash });
        args.Labels.Add(new ContainerLabelArgs { Label = "org.postern.server", Value = Container.Id });
        return args;
    }
}
