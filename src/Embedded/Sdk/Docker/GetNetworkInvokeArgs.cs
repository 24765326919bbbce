namespace Pulumi.Docker;

/// <summary>Arguments of <see cref="GetNetwork"/>.</summary>
public sealed class GetNetworkInvokeArgs : InvokeArgs
{
    public GetNetworkInvokeArgs()
    {
    }

    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;

    public static new GetNetworkInvokeArgs Empty => new();
}
