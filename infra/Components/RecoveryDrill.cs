using Postern.Infra.Rendering;
using Postern.Infra.Scenarios;
using Postern.Infra.Settings;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;

namespace Postern.Infra.Components;

/// <summary>
/// A one-shot that restores a copy, replays to the target, checks and reports. Its volume is named by a hash of
/// source and target: a new target is a new volume, an unchanged drill repeats its report.
/// </summary>
public sealed class RecoveryDrill : ComponentResource
{
    public RecoveryDrill(
        string name, DrillSettings settings, ServerPlan plan, PostgresImage image, SettingsVolume conf,
            ArchiveAccess archive,
        ComponentResourceOptions? options = null)
        : base("postern:index:RecoveryDrill", name, options)
    {
        var prefix = settings.Stack.ResourcePrefix;
        var volumeName = archive.Location.Apply(location => $"{prefix}-{Identity(location, settings)}");
        var volume = new Volume(
            name, new VolumeArgs { Name = volumeName, Labels = { Owner.OfVolume() } },
                new CustomResourceOptions { Parent = this });
        var args = ContainerShape.OneShot(prefix, image.Id);
        args.Entrypoints = ContainerShape.Archiver();
        args.Command = new() { "drill", "--plan", "/conf/drill.json" };
        args.Envs = new() { ContainerShape.PlainTerminal, $"PGUSER={plan.User}" };
        args.DestroyGraceSeconds = 30;
        args.ShmSize = SharedMemory.Megabytes(plan.Parameters);
        args.NetworksAdvanced = archive.Location.Apply(location => location.Network is { } network
            ? System.Collections.Immutable.ImmutableArray.Create(new ContainerNetworksAdvancedArgs { Name = network })
            : []);
        args.Mounts = new()
        {
            ContainerShape.Mount(volume, "/var/lib/postgresql"),
            ContainerShape.Mount(conf.Volume, "/conf", readOnly: true),
        };
        args.Tmpfs = ContainerShape.SecretsTmpfs();
        args.Uploads = new() { ContainerShape.Secret("/etc/postern/archiver.json", archive.Document(null)) };
        args.Labels.Add(new ContainerLabelArgs { Label = "org.postern.settings", Value = conf.Hash });
        Container = new Container(
            name, args,
            new CustomResourceOptions { Parent = this, DependsOn = { conf.Writer } });
        var follower = new ReportFollower(TimeProvider.System, TimeSpan.FromSeconds(settings.WaitTimeoutSeconds + 60));
        Reported = follower.Follow(Container, "the drill");
        RegisterOutputs(new Dictionary<string, object?> { ["report"] = Reported.Apply(report => report?.Json) });
    }

    public Container Container { get; }

    public Output<Report?> Reported { get; }

    private static string Identity(ArchiveLocation location, DrillSettings settings) =>
        ServerFiles.Hash(
        [
            new("source", $"{location.Endpoint} {location.Url}"),
            new("target", settings.Target.ToString()),
            new("run", settings.Run),
            new("major", $"{settings.Stack.Major}"),
        ]);
}
