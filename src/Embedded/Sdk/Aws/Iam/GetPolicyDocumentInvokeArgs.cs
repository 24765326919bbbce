namespace Pulumi.Aws.Iam;

/// <summary>Arguments of <see cref="GetPolicyDocument"/>.</summary>
public sealed class GetPolicyDocumentInvokeArgs : InvokeArgs
{
    public GetPolicyDocumentInvokeArgs()
    {
    }

    [Input("overrideJson")] public Input<string>? OverrideJson { get; set; }

    [Input("overridePolicyDocuments")] private InputList<string>? _overridePolicyDocuments;

    public InputList<string> OverridePolicyDocuments
    {
        get => _overridePolicyDocuments ??= [];
        set => _overridePolicyDocuments = value;
    }

    [Input("policyId")] public Input<string>? PolicyId { get; set; }

    [Input("sourceJson")] public Input<string>? SourceJson { get; set; }

    [Input("sourcePolicyDocuments")] private InputList<string>? _sourcePolicyDocuments;

    public InputList<string> SourcePolicyDocuments
    {
        get => _sourcePolicyDocuments ??= [];
        set => _sourcePolicyDocuments = value;
    }

    [Input("statements")] private InputList<Inputs.GetPolicyDocumentStatementInputArgs>? _statements;

    public InputList<Inputs.GetPolicyDocumentStatementInputArgs> Statements
    {
        get => _statements ??= [];
        set => _statements = value;
    }

    [Input("version")] public Input<string>? Version { get; set; }

    public static new GetPolicyDocumentInvokeArgs Empty => new();
}
