namespace Pulumi.Aws.Inputs;

/// <summary>Addresses of services that are not at AWS.</summary>
public sealed class ProviderEndpointArgs : ResourceArgs
{
    public ProviderEndpointArgs()
    {
    }

    [Input("iam")] public Input<string>? Iam { get; set; }

    [Input("s3")] public Input<string>? S3 { get; set; }

    [Input("sts")] public Input<string>? Sts { get; set; }

    public static new ProviderEndpointArgs Empty => new();
}
