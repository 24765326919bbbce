using System.Runtime.InteropServices;
using Pulumi.Docker;
using Pulumi.Docker.Inputs;

namespace Postern.Infra.Components;

/// <summary>How images are built, whatever is in them.</summary>
internal static class Builds
{
    public static DockerBuildArgs From(ImageContext context) => new()
    {
        Context = context.Folder,
        Dockerfile = context.Dockerfile,
        Platform = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "linux/arm64" : "linux/amd64",
        BuilderVersion = BuilderVersion.BuilderBuildKit,
    };
}
