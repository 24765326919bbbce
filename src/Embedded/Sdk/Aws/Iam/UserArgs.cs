namespace Pulumi.Aws.Iam;

/// <summary>Arguments of <see cref="User"/>.</summary>
public sealed class UserArgs : ResourceArgs
{
    public UserArgs()
    {
    }

    [Input("forceDestroy")] public Input<bool>? ForceDestroy { get; set; }

    [Input("name")] public Input<string>? Name { get; set; }

    [Input("path")] public Input<string>? Path { get; set; }

    [Input("permissionsBoundary")] public Input<string>? PermissionsBoundary { get; set; }

    [Input("tags")] private InputMap<string>? _tags;

    public InputMap<string> Tags { get => _tags ??= []; set => _tags = value; }

    public static new UserArgs Empty => new();
}
