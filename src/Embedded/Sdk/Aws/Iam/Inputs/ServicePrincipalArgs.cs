using System.Collections.Immutable;

namespace Pulumi.Aws.Iam.Inputs;

/// <summary>Service principal, as an argument.</summary>
public sealed class ServicePrincipalArgs : ResourceArgs
{
    public ServicePrincipalArgs()
    {
    }

    [Input("Service", required: true)] public InputUnion<string, ImmutableArray<string>> Service { get; set; } = null!;

    public static new ServicePrincipalArgs Empty => new();
}
