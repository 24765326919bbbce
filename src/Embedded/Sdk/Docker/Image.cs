namespace Pulumi.Docker;

/// <summary>An image built from a context (docker:index/image:Image).</summary>
public class Image : CustomResource
{
    public Image(string name, ImageArgs args, CustomResourceOptions? options = null)
        : base("docker:index/image:Image", name, args ?? new ImageArgs(), Package.Options(options, Defaults()))
    {
    }

    [Output("baseImageName")] public Output<string> BaseImageName { get; private set; } = null!;

    [Output("context")] public Output<string> Context { get; private set; } = null!;

    [Output("dockerfile")] public Output<string> Dockerfile { get; private set; } = null!;

    [Output("imageName")] public Output<string> ImageName { get; private set; } = null!;

    [Output("platform")] public Output<string?> Platform { get; private set; } = null!;

    [Output("registryServer")] public Output<string> RegistryServer { get; private set; } = null!;

    [Output("repoDigest")] public Output<string> RepoDigest { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        Aliases = { new Alias { Type = "docker:image:Image" } },
    };
}
