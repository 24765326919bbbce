namespace Pulumi.Aws.Iam;

/// <summary>Arguments of <see cref="UserPolicy"/>.</summary>
public sealed class UserPolicyArgs : ResourceArgs
{
    public UserPolicyArgs()
    {
    }

    [Input("name")] public Input<string>? Name { get; set; }

    [Input("namePrefix")] public Input<string>? NamePrefix { get; set; }

    [Input("policy", required: true)] public InputUnion<string, Inputs.PolicyDocumentArgs> Policy { get; set; } = null!;

    [Input("user", required: true)] public Input<string> User { get; set; } = null!;

    public static new UserPolicyArgs Empty => new();
}
