namespace Pulumi.Aws.Iam.Inputs;

/// <summary>Get policy document statement condition, as an argument.</summary>
public sealed class GetPolicyDocumentStatementConditionInputArgs : ResourceArgs
{
    public GetPolicyDocumentStatementConditionInputArgs()
    {
    }

    [Input("test", required: true)] public Input<string> Test { get; set; } = null!;

    [Input("values", required: true)] private InputList<string>? _values;

    public InputList<string> Values { get => _values ??= []; set => _values = value; }

    [Input("variable", required: true)] public Input<string> Variable { get; set; } = null!;

    public static new GetPolicyDocumentStatementConditionInputArgs Empty => new();
}
