namespace Pulumi.Aws.Iam;

/// <summary>Arguments of <see cref="AccessKey"/>.</summary>
public sealed class AccessKeyArgs : ResourceArgs
{
    public AccessKeyArgs()
    {
    }

    [Input("pgpKey")] public Input<string>? PgpKey { get; set; }

    [Input("status")] public Input<string>? Status { get; set; }

    [Input("user", required: true)] public Input<string> User { get; set; } = null!;

    public static new AccessKeyArgs Empty => new();
}
