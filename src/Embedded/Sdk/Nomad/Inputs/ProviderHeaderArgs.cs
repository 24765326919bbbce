namespace Pulumi.Nomad.Inputs;

/// <summary>Provider header, as an argument.</summary>
public sealed class ProviderHeaderArgs : ResourceArgs
{
    public ProviderHeaderArgs()
    {
    }

    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;

    [Input("value", required: true)] private Input<string>? _value;

    public Input<string>? Value
    {
        get => _value;
        set => _value = Package.Secret(value);
    }

    public static new ProviderHeaderArgs Empty => new();
}
