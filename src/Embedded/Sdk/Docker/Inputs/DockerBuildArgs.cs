namespace Pulumi.Docker.Inputs;

/// <summary>Docker build, as an argument.</summary>
public sealed class DockerBuildArgs : ResourceArgs
{
    public DockerBuildArgs()
    {
    }

    [Input("addHosts")] private InputList<string>? _addHosts;

    public InputList<string> AddHosts { get => _addHosts ??= []; set => _addHosts = value; }

    [Input("args")] private InputMap<string>? _args;

    public InputMap<string> Args { get => _args ??= []; set => _args = value; }

    [Input("builderVersion")] public Input<BuilderVersion>? BuilderVersion { get; set; }

    [Input("cacheFrom")] public Input<CacheFromArgs>? CacheFrom { get; set; }

    [Input("context")] public Input<string>? Context { get; set; }

    [Input("dockerfile")] public Input<string>? Dockerfile { get; set; }

    [Input("network")] public Input<string>? Network { get; set; }

    [Input("platform")] public Input<string>? Platform { get; set; }

    [Input("target")] public Input<string>? Target { get; set; }

    public static new DockerBuildArgs Empty => new();
}
