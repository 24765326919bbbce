namespace Pulumi.Docker;

/// <summary>Where the Docker engine is; the host comes from DOCKER_HOST when it is not given.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    public ProviderArgs()
    {
        Host = Package.Environment("DOCKER_HOST");
    }

    [Input("caMaterial")] public Input<string>? CaMaterial { get; set; }

    [Input("certMaterial")] public Input<string>? CertMaterial { get; set; }

    [Input("certPath")] public Input<string>? CertPath { get; set; }

    [Input("context")] public Input<string>? Context { get; set; }

    [Input("disableDockerDaemonCheck", json: true)] public Input<bool>? DisableDockerDaemonCheck { get; set; }

    [Input("host")] public Input<string>? Host { get; set; }

    [Input("keyMaterial")] public Input<string>? KeyMaterial { get; set; }

    [Input("registryAuth", json: true)] private InputList<Inputs.ProviderRegistryAuthArgs>? _registryAuth;

    public InputList<Inputs.ProviderRegistryAuthArgs> RegistryAuth
    {
        get => _registryAuth ??= [];
        set => _registryAuth = value;
    }

    [Input("sshOpts", json: true)] private InputList<string>? _sshOpts;

    public InputList<string> SshOpts { get => _sshOpts ??= []; set => _sshOpts = value; }

    public static new ProviderArgs Empty => new();
}
