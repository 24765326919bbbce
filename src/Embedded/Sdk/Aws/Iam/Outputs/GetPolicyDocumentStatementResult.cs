using System.Collections.Immutable;

namespace Pulumi.Aws.Iam.Outputs;

/// <summary>Get policy document statement, as the provider answers it.</summary>
[OutputType]
public sealed class GetPolicyDocumentStatementResult
{
    public readonly ImmutableArray<string> Actions;
    public readonly ImmutableArray<GetPolicyDocumentStatementConditionResult> Conditions;
    public readonly string? Effect;
    public readonly ImmutableArray<string> NotActions;
    public readonly ImmutableArray<GetPolicyDocumentStatementNotPrincipalResult> NotPrincipals;
    public readonly ImmutableArray<string> NotResources;
    public readonly ImmutableArray<GetPolicyDocumentStatementPrincipalResult> Principals;
    public readonly ImmutableArray<string> Resources;
    public readonly string? Sid;

    [OutputConstructor]
    private GetPolicyDocumentStatementResult(
        ImmutableArray<string> actions, ImmutableArray<GetPolicyDocumentStatementConditionResult> conditions,
        string? effect, ImmutableArray<string> notActions,
        ImmutableArray<GetPolicyDocumentStatementNotPrincipalResult> notPrincipals,
        ImmutableArray<string> notResources, ImmutableArray<GetPolicyDocumentStatementPrincipalResult> principals,
        ImmutableArray<string> resources, string? sid)
    {
        Actions = actions;
        Conditions = conditions;
        Effect = effect;
        NotActions = notActions;
        NotPrincipals = notPrincipals;
        NotResources = notResources;
        Principals = principals;
        Resources = resources;
        Sid = sid;
    }
}
