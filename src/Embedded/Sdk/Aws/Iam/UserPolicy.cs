namespace Pulumi.Aws.Iam;

/// <summary>aws:iam/userPolicy:UserPolicy.</summary>
public class UserPolicy : CustomResource
{
    public UserPolicy(string name, UserPolicyArgs args, CustomResourceOptions? options = null)
        : base("aws:iam/userPolicy:UserPolicy", name, args ?? new UserPolicyArgs(), Package.Options(options))
    {
    }

    [Output("name")] public Output<string> Name { get; private set; } = null!;

    [Output("namePrefix")] public Output<string> NamePrefix { get; private set; } = null!;

    [Output("policy")] public Output<string> Policy { get; private set; } = null!;

    [Output("user")] public Output<string> User { get; private set; } = null!;
}
