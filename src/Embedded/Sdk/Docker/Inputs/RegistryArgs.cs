namespace Pulumi.Docker.Inputs;

/// <summary>Registry, as an argument.</summary>
public sealed class RegistryArgs : ResourceArgs
{
    public RegistryArgs()
    {
    }

    [Input("password")] private Input<string>? _password;

    public Input<string>? Password
    {
        get => _password;
        set => _password = Package.Secret(value);
    }

    [Input("server")] public Input<string>? Server { get; set; }

    [Input("username")] public Input<string>? Username { get; set; }

    public static new RegistryArgs Empty => new();
}
