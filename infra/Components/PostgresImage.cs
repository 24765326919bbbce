using System.Globalization;
using Postern.Infra.Settings;
using Pulumi;
using Pulumi.Docker;
using Scriban.Runtime;

namespace Postern.Infra.Components;

/// <summary>PostgreSQL with the archiver baked in, from Debian's packages or on top of the registry's official
/// image.</summary>
public sealed class PostgresImage : ComponentResource
{
    public PostgresImage(string name, StackSettings settings, ComponentResourceOptions? options = null)
        : base("postern:index:PostgresImage", name, options)
    {
        var major = settings.Major.ToString(CultureInfo.InvariantCulture);
        var fromRegistry = settings.ImageSource == "registry";
        var model = new ScriptObject
        {
            ["major"] = settings.Major,
            ["base"] = fromRegistry ? $"postgres:{major}" : $"postern/postgres-debian:{major}",
        };
        var context = new ImageContext($"postgres-{settings.ImageSource}-{major}")
            .Template("Dockerfile", "images/postgres/Dockerfile", model)
            .Binary(
                "archiver", Path.Combine(Deployment.Instance.RootDirectory, "artifacts", "archiver", "archiver"),
                "build the archiver with 'make aot'")
            .Complete();
        var image = new Image(
            name,
            new ImageArgs
            {
                ImageName = $"postern/postgres:{major}",
                SkipPush = true,
                Build = Builds.From(context),
            },
            new CustomResourceOptions { Parent = this });
        Id = image.RepoDigest;
        RegisterOutputs(new Dictionary<string, object?> { ["id"] = Id });
    }

    /// <summary>The image's id: containers refer to it, and so follow a rebuild and never a moved name.</summary>
    public Output<string> Id { get; }
}
