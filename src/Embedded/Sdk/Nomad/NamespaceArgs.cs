namespace Pulumi.Nomad;

/// <summary>Arguments of <see cref="Namespace"/>.</summary>
public sealed class NamespaceArgs : ResourceArgs
{
    public NamespaceArgs()
    {
    }

    [Input("description")] public Input<string>? Description { get; set; }

    [Input("meta")] private InputMap<string>? _meta;

    public InputMap<string> Meta { get => _meta ??= []; set => _meta = value; }

    [Input("name")] public Input<string>? Name { get; set; }

    [Input("quota")] public Input<string>? Quota { get; set; }

    public static new NamespaceArgs Empty => new();
}
