namespace Pulumi.Docker.Inputs;

/// <summary>Container capabilities, as an argument.</summary>
public sealed class ContainerCapabilitiesArgs : ResourceArgs
{
    public ContainerCapabilitiesArgs()
    {
    }

    [Input("adds")] private InputList<string>? _adds;

    public InputList<string> Adds { get => _adds ??= []; set => _adds = value; }

    [Input("drops")] private InputList<string>? _drops;

    public InputList<string> Drops { get => _drops ??= []; set => _drops = value; }

    public static new ContainerCapabilitiesArgs Empty => new();
}
