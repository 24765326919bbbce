using Postern.Infra.Rendering;
using Postern.Infra.Scenarios;
using Pulumi;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;

namespace Postern.Infra.Components;

/// <summary>
/// The rendered files in a volume of their own, written by a one-shot whose uploads land in it. So a changed
/// parameter shows as a changed line, and the server's own container stays as it is.
/// </summary>
public sealed class SettingsVolume : ComponentResource
{
    public SettingsVolume(
        string name, string resourcePrefix, ServerPlan plan, Input<string> image, ComponentResourceOptions? options =
            null)
        : base("postern:index:SettingsVolume", name, options)
    {
        var mine = new CustomResourceOptions { Parent = this };
        Volume = new Volume(name, new VolumeArgs { Name = $"{resourcePrefix}-conf", Labels = { Owner.OfVolume() } },
            mine);
        var files = ServerFiles.Render(plan);
        Hash = ServerFiles.Hash(files);
        RestartHash = ServerFiles.Hash(plan.RestartParameters);
        var args = ContainerShape.OneShot($"{resourcePrefix}-{name}", image);
        args.Entrypoints = new() { "/bin/true" };
        args.NetworkMode = "none";
        args.Mounts = new() { ContainerShape.Mount(Volume, "/conf") };
        foreach (var (file, content) in files)
        {
            args.Uploads.Add(new ContainerUploadArgs { File = $"/conf/{file}", Content = content, Permissions =
                "0644" });
        }
        Writer = new Container(name, args, mine);
        RegisterOutputs(new Dictionary<string, object?> { ["hash"] = Hash });
    }

    public Volume Volume { get; }

    /// <summary>The one-shot that wrote the files: who reads them depends on it.</summary>
    public Container Writer { get; }

    /// <summary>Changes with any file.</summary>
    public string Hash { get; }

    /// <summary>Changes with the parameters that need a restart.</summary>
    public string RestartHash { get; }
}
