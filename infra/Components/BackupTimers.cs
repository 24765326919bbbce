using Postern.Infra.Scenarios;
using Postern.Infra.Settings;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;

namespace Postern.Infra.Components;

/// <summary>
/// The agent: takes a base backup at once when there is none, then on its calendar, catching up after downtime, and
/// applies the retention after each. It reads the data volume and cannot write to it.
/// </summary>
public sealed class BackupTimers : ComponentResource
{
    public BackupTimers(
        string name, PrimarySettings settings, ServerPlan plan, PostgresImage image, SettingsVolume conf,
            Network network,
        PostgresServer server, ArchiveAccess archive, ComponentResourceOptions? options = null)
        : base("postern:index:BackupTimers", name, options)
    {
        var prefix = settings.Stack.ResourcePrefix;
        var args = ContainerShape.Server($"{prefix}-agent", image.Id, 60);
        args.Tty = true;
        args.Entrypoints = ContainerShape.Archiver();
        args.Command = new() { "agent" };
        args.Envs = new()
        {
            ContainerShape.PlainTerminal, "PGHOST=/var/run/postgresql", $"PGUSER={settings.User}",
            $"PGDATA=/var/lib/postgresql/{settings.Stack.Major}/data",
        };
        args.NetworksAdvanced = ContainerShape.Networks(network, settings.Archive, "agent");
        args.Mounts = new()
        {
            ContainerShape.Mount(server.Data, "/var/lib/postgresql", readOnly: true),
            ContainerShape.Mount(conf.Volume, "/conf", readOnly: true),
            ContainerShape.Mount(server.Run, "/var/run/postgresql"),
        };
        args.Tmpfs = ContainerShape.SecretsTmpfs();
        args.Uploads = new() { ContainerShape.Secret("/etc/postern/archiver.json",
            archive.Document(settings.Compression)) };
        args.Labels.Add(new ContainerLabelArgs
        {
            Label = "org.postern.plan",
            Value = Rendering.ServerFiles.Hash(plan.Documents.Where(document => document.Key == "agent.json")),
        });
        Container = new Container(
            name, args, new CustomResourceOptions { Parent = this, DependsOn = { server.Settle, conf.Writer } });
        var follower = new ReportFollower(TimeProvider.System, TimeSpan.FromHours(6), "6 h");
        Reported = follower.Follow(Container, "the first base backup", server.Settled);
        RegisterOutputs(new Dictionary<string, object?> { ["reported"] = Reported.Apply(report => report?.Json) });
    }

    public Container Container { get; }

    public Output<Report?> Reported { get; }
}
