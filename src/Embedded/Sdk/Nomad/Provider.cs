namespace Pulumi.Nomad;

/// <summary>The connection to a Nomad cluster.</summary>
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("nomad", name, args ?? new ProviderArgs(), Package.Options(options, Defaults()))
    {
    }

    [Output("address")] public Output<string?> Address { get; private set; } = null!;

    [Output("caFile")] public Output<string?> CaFile { get; private set; } = null!;

    [Output("caPem")] public Output<string?> CaPem { get; private set; } = null!;

    [Output("certFile")] public Output<string?> CertFile { get; private set; } = null!;

    [Output("certPem")] public Output<string?> CertPem { get; private set; } = null!;

    [Output("httpAuth")] public Output<string?> HttpAuth { get; private set; } = null!;

    [Output("keyFile")] public Output<string?> KeyFile { get; private set; } = null!;

    [Output("keyPem")] public Output<string?> KeyPem { get; private set; } = null!;

    [Output("region")] public Output<string?> Region { get; private set; } = null!;

    [Output("secretId")] public Output<string?> SecretId { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        AdditionalSecretOutputs = { "httpAuth", "keyPem", "secretId" },
    };
}
