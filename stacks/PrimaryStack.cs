using System.Collections.Immutable;
using Postern.Infra.Components;
using Postern.Infra.Scenarios;
using Postern.Infra.Settings;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Random;

namespace Postern.Stacks;

/// <summary>
/// A primary that archives: network, object store and bucket (unless the archive is given), image, settings, server,
/// agent. Its outputs are what a client, an operator and a drill stack need.
/// </summary>
public static class PrimaryStack
{
    public static IDictionary<string, object?> Declare(PrimarySettings settings)
    {
        var prefix = settings.Stack.ResourcePrefix;
        var network = new Network("network",
            new NetworkArgs { Name = prefix, Driver = "bridge", Labels = { Owner.OfNetwork() } });
        var password = new RandomPassword(
            "password", new RandomPasswordArgs { Length = 32, Special = false },
            new CustomResourceOptions { Protect = true });
        var (archiver, reader) = Archive(settings, network);
        var image = new PostgresImage("postgres", settings.Stack);
        var plan = PrimaryScenario.Plan(settings);
        var conf = new SettingsVolume("settings", prefix, plan, image.Id);
        var server = new PostgresServer("server", settings, plan, image, conf, network, archiver, password.Result);
        var agent = new BackupTimers("agent", settings, plan, image, conf, network, server, archiver);
        return Outputs(settings, network, password.Result, archiver, reader, agent);
    }

    /// <summary>The archive with the server's keys and with a drill's: two users of the stack's own store, one given
    /// pair elsewhere.</summary>
    private static (ArchiveAccess Archiver, ArchiveAccess Reader) Archive(PrimarySettings settings, Network network)
    {
        if (settings.Archive is { } given)
        {
            var outside = new ArchiveAccess(Output.Create(given.Location), Output.Create(given.AccessKey),
                given.SecretKey);
            return (outside, outside);
        }
        var store = new ObjectStore("store", settings, network);
        var bucket = new ArchiveBucket("archive", settings.Stack.ResourcePrefix, store);
        var location = Output.Tuple(bucket.BucketName, network.Name).Apply(names => new ArchiveLocation(
            ObjectStore.InternalEndpoint, "us-east-1", names.Item1, $"{settings.Stack.Name}/{settings.Stack.Major}",
                names.Item2));
        return (
            new ArchiveAccess(location, Output.Create(ObjectStore.ArchiverKey), store.ArchiverSecret),
            new ArchiveAccess(location, Output.Create(ObjectStore.ReaderKey), store.ReaderSecret));
    }

    private static Dictionary<string, object?> Outputs(
        PrimarySettings settings, Network network, Output<string> password, ArchiveAccess archiver,
            ArchiveAccess reader,
        BackupTimers agent)
    {
        var host = settings.BindAddress == "0.0.0.0" ? "127.0.0.1" : settings.BindAddress;
        var stack = Deployment.Instance.StackName;
        return new Dictionary<string, object?>
        {
            ["connectionString"] = Output.CreateSecret(Output.Format(
                $"postgresql://{settings.User}:{password}@{host}:{settings.Port}/{settings.Database}")),
            ["host"] = host,
            ["port"] = settings.Port,
            ["network"] = network.Name,
            ["user"] = settings.User,
            ["postgres"] = settings.Stack.Major,
            ["archive"] = archiver.Location.Apply(location => location.Url),
            ["archiveNote"] = settings.Archive is null
                ? "the archive shares this host's disk with the database: good for trying, not for keeping" : null,
            ["source"] = reader.Location.Apply(Describe),
            ["sourceAccessKey"] = reader.AccessKey,
            ["sourceSecretKey"] = Output.CreateSecret(reader.SecretKey),
            ["firstRecoverable"] = agent.Reported.Apply(report => report?.Member("firstRecoverable")),
            ["lastRecoverable"] = agent.Reported.Apply(report => report?.Member("lastRecoverable")),
            ["next"] = ImmutableArray.Create(
                $"psql \"$(./pulumiw stack output connectionString --show-secrets -s {stack})\"",
                $"docker exec {settings.Stack.ResourcePrefix} archiver backup-list --detail",
                "./pulumiw up -s drill --yes"),
        };
    }

    /// <summary>The archive's place as a map of texts: what a drill stack reads.</summary>
    private static ImmutableDictionary<string, string> Describe(ArchiveLocation location)
    {
        var members = ImmutableDictionary<string, string>.Empty
            .Add("region", location.Region).Add("bucket", location.Bucket).Add("prefix", location.Prefix);
        if (location.Endpoint is { } endpoint) members = members.Add("endpoint", endpoint);
        return location.Network is { } name ? members.Add("network", name) : members;
    }
}
