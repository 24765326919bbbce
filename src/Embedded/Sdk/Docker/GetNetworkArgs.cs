namespace Pulumi.Docker;

/// <summary>Arguments of <see cref="GetNetwork"/>.</summary>
public sealed class GetNetworkArgs : InvokeArgs
{
    public GetNetworkArgs()
    {
    }

    [Input("name", required: true)] public string Name { get; set; } = null!;

    public static new GetNetworkArgs Empty => new();
}
