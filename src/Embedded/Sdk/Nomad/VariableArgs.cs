namespace Pulumi.Nomad;

/// <summary>Arguments of <see cref="Variable"/>.</summary>
public sealed class VariableArgs : ResourceArgs
{
    public VariableArgs()
    {
    }

    [Input("items")] private InputMap<string>? _items;

    public InputMap<string> Items
    {
        get => _items ??= [];
        set => _items = Output.CreateSecret(value.ToOutput());
    }

    [Input("itemsWo")] private Input<string>? _itemsWo;

    public Input<string>? ItemsWo
    {
        get => _itemsWo;
        set => _itemsWo = Package.Secret(value);
    }

    [Input("itemsWoVersion")] public Input<int>? ItemsWoVersion { get; set; }

    [Input("namespace")] public Input<string>? Namespace { get; set; }

    [Input("path", required: true)] public Input<string> Path { get; set; } = null!;

    public static new VariableArgs Empty => new();
}
