namespace Pulumi.Nomad;

/// <summary>Arguments of <see cref="Provider"/>.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    public ProviderArgs()
    {
    }

    [Input("address")] public Input<string>? Address { get; set; }

    [Input("caFile")] public Input<string>? CaFile { get; set; }

    [Input("caPem")] public Input<string>? CaPem { get; set; }

    [Input("certFile")] public Input<string>? CertFile { get; set; }

    [Input("certPem")] public Input<string>? CertPem { get; set; }

    [Input("headers", json: true)] private InputList<Inputs.ProviderHeaderArgs>? _headers;

    public InputList<Inputs.ProviderHeaderArgs> Headers { get => _headers ??= []; set => _headers = value; }

    [Input("httpAuth")] private Input<string>? _httpAuth;

    public Input<string>? HttpAuth
    {
        get => _httpAuth;
        set => _httpAuth = Package.Secret(value);
    }

    [Input("ignoreEnvVars", json: true)] private InputMap<bool>? _ignoreEnvVars;

    public InputMap<bool> IgnoreEnvVars { get => _ignoreEnvVars ??= []; set => _ignoreEnvVars = value; }

    [Input("keyFile")] public Input<string>? KeyFile { get; set; }

    [Input("keyPem")] private Input<string>? _keyPem;

    public Input<string>? KeyPem
    {
        get => _keyPem;
        set => _keyPem = Package.Secret(value);
    }

    [Input("region")] public Input<string>? Region { get; set; }

    [Input("secretId")] private Input<string>? _secretId;

    public Input<string>? SecretId
    {
        get => _secretId;
        set => _secretId = Package.Secret(value);
    }

    [Input("skipVerify", json: true)] public Input<bool>? SkipVerify { get; set; }

    public static new ProviderArgs Empty => new();
}
