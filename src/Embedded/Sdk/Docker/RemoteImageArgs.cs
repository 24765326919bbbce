namespace Pulumi.Docker;

/// <summary>Arguments of <see cref="RemoteImage"/>.</summary>
public sealed class RemoteImageArgs : ResourceArgs
{
    public RemoteImageArgs()
    {
    }

    [Input("build")] public Input<Inputs.RemoteImageBuildArgs>? Build { get; set; }

    [Input("forceRemove")] public Input<bool>? ForceRemove { get; set; }

    [Input("keepLocally")] public Input<bool>? KeepLocally { get; set; }

    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;

    [Input("platform")] public Input<string>? Platform { get; set; }

    [Input("pullTriggers")] private InputList<string>? _pullTriggers;

    public InputList<string> PullTriggers { get => _pullTriggers ??= []; set => _pullTriggers = value; }

    [Input("triggers")] private InputMap<string>? _triggers;

    public InputMap<string> Triggers { get => _triggers ??= []; set => _triggers = value; }

    public static new RemoteImageArgs Empty => new();
}
