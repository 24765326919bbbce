using System.Collections.Immutable;

namespace Pulumi.Aws.Iam.Outputs;

/// <summary>Get policy document statement condition, as the provider answers it.</summary>
[OutputType]
public sealed class GetPolicyDocumentStatementConditionResult
{
    public readonly string Test;
    public readonly ImmutableArray<string> Values;
    public readonly string Variable;

    [OutputConstructor]
    private GetPolicyDocumentStatementConditionResult(string test, ImmutableArray<string> values, string variable)
    {
        Test = test;
        Values = values;
        Variable = variable;
    }
}
