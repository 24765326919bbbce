using System.Collections.Immutable;

namespace Pulumi.Aws.Iam.Outputs;

/// <summary>Get policy document statement principal, as the provider answers it.</summary>
[OutputType]
public sealed class GetPolicyDocumentStatementPrincipalResult
{
    public readonly ImmutableArray<string> Identifiers;
    public readonly string Type;

    [OutputConstructor]
    private GetPolicyDocumentStatementPrincipalResult(ImmutableArray<string> identifiers, string type)
    {
        Identifiers = identifiers;
        Type = type;
    }
}
