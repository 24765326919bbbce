using Postern.Infra.Settings;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;

namespace Postern.Infra.Components;

/// <summary>
/// The shapes of containers that stay quiet through preview, up and refresh. `wait` is never used: it knows neither a
/// cause nor keeps a failure; the settle one-shot does.
/// </summary>
public static class ContainerShape
{
    /// <summary>A container that runs for good; stopped with time for a clean shutdown, without which the provider
    /// kills at once.</summary>
    public static ContainerArgs Server(string name, Input<string> image, int stopSeconds) => new()
    {
        Name = name,
        Hostname = name,
        Image = image,
        Restart = "unless-stopped",
        Wait = false,
        StopTimeout = stopSeconds,
        DestroyGraceSeconds = stopSeconds,
        LogDriver = "json-file",
        LogOpts = { ["max-size"] = "10m", ["max-file"] = "3" },
        Labels = { Owner.OfContainer() },
    };

    /// <summary>A container that ends: it runs again only when an input changes. With a tty, so that its log can be
    /// followed.</summary>
    public static ContainerArgs OneShot(string name, Input<string> image) => new()
    {
        Name = name,
        Image = image,
        Restart = "no",
        MustRun = false,
        Tty = true,
        DestroyGraceSeconds = 10,
        LogDriver = "json-file",
        LogOpts = { ["max-size"] = "10m", ["max-file"] = "3" },
        Labels = { Owner.OfContainer() },
    };

    public static ContainerMountArgs Mount(Volume volume, string target, bool readOnly = false) =>
        new() { Type = "volume", Source = volume.Name, Target = target, ReadOnly = readOnly };

    /// <summary>The stack's own network under the given names, and the one in which a given archive lives.</summary>
    public static InputList<ContainerNetworksAdvancedArgs> Networks(
        Network own, GivenArchive? archive, params string[] aliases)
    {
        var networks = new InputList<ContainerNetworksAdvancedArgs>
        {
            new ContainerNetworksAdvancedArgs { Name = own.Name, Aliases = [.. aliases] },
        };
        if (archive?.Location.Network is { } other)
        {
            networks.Add(new ContainerNetworksAdvancedArgs { Name = other });
        }
        return networks;
    }

    public static ContainerUploadArgs Secret(string file, Output<string> content) =>
        new() { File = file, Content = Output.CreateSecret(content), Permissions = "0600" };

    /// <summary>Where boot, agent and drill put the secrets for uid 999: memory, gone with the container.</summary>
    public static InputMap<string> SecretsTmpfs() =>
        new() { ["/run/secrets.d"] = "rw,noexec,nosuid,size=1m,mode=0700" };

    /// <summary>A terminal that is a log: without it, programs greet it with control sequences.</summary>
    public const string PlainTerminal = "TERM=dumb";

    public static InputList<string> Archiver() => new() { "/usr/bin/tini", "--", "/usr/local/bin/archiver" };
}
