namespace Pulumi.Docker.Inputs;

/// <summary>Provider registry auth, as an argument.</summary>
public sealed class ProviderRegistryAuthArgs : ResourceArgs
{
    public ProviderRegistryAuthArgs()
    {
    }

    [Input("address", required: true)] public Input<string> Address { get; set; } = null!;

    [Input("authDisabled")] public Input<bool>? AuthDisabled { get; set; }

    [Input("configFile")] public Input<string>? ConfigFile { get; set; }

    [Input("configFileContent")] public Input<string>? ConfigFileContent { get; set; }

    [Input("password")] private Input<string>? _password;

    public Input<string>? Password
    {
        get => _password;
        set => _password = Package.Secret(value);
    }

    [Input("username")] public Input<string>? Username { get; set; }

    public static new ProviderRegistryAuthArgs Empty => new();
}
