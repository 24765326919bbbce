using System.Collections.Immutable;

namespace Pulumi.Aws.Iam;

/// <summary>aws:iam/user:User.</summary>
public class User : CustomResource
{
    public User(string name, UserArgs? args = null, CustomResourceOptions? options = null)
        : base("aws:iam/user:User", name, args ?? new UserArgs(), Package.Options(options))
    {
    }

    [Output("arn")] public Output<string> Arn { get; private set; } = null!;

    [Output("forceDestroy")] public Output<bool?> ForceDestroy { get; private set; } = null!;

    [Output("name")] public Output<string> Name { get; private set; } = null!;

    [Output("path")] public Output<string?> Path { get; private set; } = null!;

    [Output("permissionsBoundary")] public Output<string?> PermissionsBoundary { get; private set; } = null!;

    [Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    [Output("tagsAll")] public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;

    [Output("uniqueId")] public Output<string> UniqueId { get; private set; } = null!;
}
