using Postern.Infra.Settings;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;
using Pulumi.Random;
using Scriban.Runtime;

namespace Postern.Infra.Components;

/// <summary>
/// The stack's own S3 store: OpenStack Swift in one container, with an image of its own, so that a new archiver does
/// not restart it. It shares the host's disk with the database, which a production archive should not.
/// </summary>
public sealed class ObjectStore : ComponentResource
{
    private const string Account = "postern";

    public ObjectStore(string name, PrimarySettings settings, Network network, ComponentResourceOptions? options = null)
        : base("postern:index:ObjectStore", name, options)
    {
        var mine = new CustomResourceOptions { Parent = this };
        var kept = new CustomResourceOptions { Parent = this, Protect = true };
        var prefix = settings.Stack.ResourcePrefix;
        ArchiverSecret = new RandomPassword($"{name}-archiver", Secret(), kept).Result;
        ReaderSecret = new RandomPassword($"{name}-reader", Secret(), kept).Result;
        var volume = new Volume(
            name, new VolumeArgs { Name = $"{prefix}-store", Labels = { Owner.OfVolume() } }, Owner.KeepsVolume(this));
        var context = new ImageContext("store")
            .Template("Dockerfile", "images/store/Dockerfile", new ScriptObject { ["base"] = "postern/swift-debian:1" })
            .Sources("images/store")
            .Complete();
        var image = new Image(
            name, new ImageArgs { ImageName = "postern/store:1", SkipPush = true, Build = Builds.From(context) }, mine);

        var args = ContainerShape.Server($"{prefix}-store", image.RepoDigest, 30);
        args.NetworksAdvanced =
            new() { new ContainerNetworksAdvancedArgs { Name = network.Name, Aliases = { "store" } } };
        args.Ports = new()
        {
            new ContainerPortArgs { Internal = 8080, External = settings.StorePort, Ip = "127.0.0.1", Protocol =
                "tcp" },
        };
        args.Mounts = new() { ContainerShape.Mount(volume, "/srv/node") };
        args.Uploads = new() { ContainerShape.Secret("/etc/postern/store-users", Users(ArchiverSecret, ReaderSecret)) };
        args.Healthcheck = new ContainerHealthcheckArgs
        {
            Tests = { "CMD", "curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:8080/healthcheck" },
            Interval = "10s",
            Timeout = "5s",
            Retries = 3,
            StartPeriod = "30s",
        };
        Container = new Container(name, args, mine);
        PublishedEndpoint = $"http://127.0.0.1:{settings.StorePort}";
        RegisterOutputs(new Dictionary<string, object?> { ["endpoint"] = PublishedEndpoint });
    }

    public static string ArchiverKey => $"{Account}:archiver";

    public static string ReaderKey => $"{Account}:reader";

    /// <summary>As containers of the stack's network reach it.</summary>
    public static string InternalEndpoint => "http://store:8080";

    /// <summary>As the host reaches it.</summary>
    public string PublishedEndpoint { get; }

    public Output<string> ArchiverSecret { get; }

    public Output<string> ReaderSecret { get; }

    public Container Container { get; }

    private static RandomPasswordArgs Secret() => new() { Length = 40, Special = false };

    private static Output<string> Users(Output<string> archiver, Output<string> reader) =>
        Output.Format($"{ArchiverKey} {archiver} admin\n{ReaderKey} {reader} reader\n");
}
