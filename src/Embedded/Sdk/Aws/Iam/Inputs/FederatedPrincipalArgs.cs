using System.Collections.Immutable;

namespace Pulumi.Aws.Iam.Inputs;

/// <summary>Federated principal, as an argument.</summary>
public sealed class FederatedPrincipalArgs : ResourceArgs
{
    public FederatedPrincipalArgs()
    {
    }

    [Input("Federated", required: true)]
    public InputUnion<string, ImmutableArray<string>> Federated { get; set; } = null!;

    public static new FederatedPrincipalArgs Empty => new();
}
