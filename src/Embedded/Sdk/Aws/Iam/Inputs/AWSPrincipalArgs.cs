using System.Collections.Immutable;

namespace Pulumi.Aws.Iam.Inputs;

/// <summary>Awsprincipal, as an argument.</summary>
public sealed class AWSPrincipalArgs : ResourceArgs
{
    public AWSPrincipalArgs()
    {
    }

    [Input("AWS", required: true)] public InputUnion<string, ImmutableArray<string>> AWS { get; set; } = null!;

    public static new AWSPrincipalArgs Empty => new();
}
