using System.Collections.Immutable;

namespace Pulumi.Aws.Iam.Outputs;

/// <summary>Get policy document statement not principal, as the provider answers it.</summary>
[OutputType]
public sealed class GetPolicyDocumentStatementNotPrincipalResult
{
    public readonly ImmutableArray<string> Identifiers;
    public readonly string Type;

    [OutputConstructor]
    private GetPolicyDocumentStatementNotPrincipalResult(ImmutableArray<string> identifiers, string type)
    {
        Identifiers = identifiers;
        Type = type;
    }
}
