namespace Pulumi.Aws;

/// <summary>The connection to AWS, or to an object store with its API.</summary>
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("aws", name, args ?? new ProviderArgs(), Package.Options(options, Defaults()))
    {
    }

    [Output("accessKey")] public Output<string?> AccessKey { get; private set; } = null!;

    [Output("customCaBundle")] public Output<string?> CustomCaBundle { get; private set; } = null!;

    [Output("ec2MetadataServiceEndpoint")]
    public Output<string?> Ec2MetadataServiceEndpoint { get; private set; } = null!;

    [Output("ec2MetadataServiceEndpointMode")]
    public Output<string?> Ec2MetadataServiceEndpointMode { get; private set; } = null!;

    [Output("httpProxy")] public Output<string?> HttpProxy { get; private set; } = null!;

    [Output("httpsProxy")] public Output<string?> HttpsProxy { get; private set; } = null!;

    [Output("noProxy")] public Output<string?> NoProxy { get; private set; } = null!;

    [Output("profile")] public Output<string?> Profile { get; private set; } = null!;

    [Output("region")] public Output<string?> Region { get; private set; } = null!;

    [Output("retryMode")] public Output<string?> RetryMode { get; private set; } = null!;

    [Output("s3UsEast1RegionalEndpoint")]
    public Output<string?> S3UsEast1RegionalEndpoint { get; private set; } = null!;

    [Output("secretKey")] public Output<string?> SecretKey { get; private set; } = null!;

    [Output("stsRegion")] public Output<string?> StsRegion { get; private set; } = null!;

    [Output("tagPolicyCompliance")] public Output<string?> TagPolicyCompliance { get; private set; } = null!;

    [Output("token")] public Output<string?> Token { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        AdditionalSecretOutputs = { "accessKey", "secretKey", "token" },
    };
}
