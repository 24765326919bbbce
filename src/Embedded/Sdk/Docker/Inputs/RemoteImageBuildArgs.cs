namespace Pulumi.Docker.Inputs;

/// <summary>Remote image build, as an argument.</summary>
public sealed class RemoteImageBuildArgs : ResourceArgs
{
    public RemoteImageBuildArgs()
    {
    }

    [Input("buildArgs")] private InputMap<string>? _buildArgs;

    public InputMap<string> BuildArgs { get => _buildArgs ??= []; set => _buildArgs = value; }

    [Input("cacheFroms")] private InputList<string>? _cacheFroms;

    public InputList<string> CacheFroms { get => _cacheFroms ??= []; set => _cacheFroms = value; }

    [Input("context", required: true)] public Input<string> Context { get; set; } = null!;

    [Input("dockerfile")] public Input<string>? Dockerfile { get; set; }

    [Input("extraHosts")] private InputList<string>? _extraHosts;

    public InputList<string> ExtraHosts { get => _extraHosts ??= []; set => _extraHosts = value; }

    [Input("forceRemove")] public Input<bool>? ForceRemove { get; set; }

    [Input("label")] private InputMap<string>? _label;

    public InputMap<string> Label { get => _label ??= []; set => _label = value; }

    [Input("labels")] private InputMap<string>? _labels;

    public InputMap<string> Labels { get => _labels ??= []; set => _labels = value; }

    [Input("networkMode")] public Input<string>? NetworkMode { get; set; }

    [Input("noCache")] public Input<bool>? NoCache { get; set; }

    [Input("platform")] public Input<string>? Platform { get; set; }

    [Input("pullParent")] public Input<bool>? PullParent { get; set; }

    [Input("remove")] public Input<bool>? Remove { get; set; }

    [Input("tags")] private InputList<string>? _tags;

    public InputList<string> Tags { get => _tags ??= []; set => _tags = value; }

    [Input("target")] public Input<string>? Target { get; set; }

    public static new RemoteImageBuildArgs Empty => new();
}
