namespace Pulumi.Aws.S3.Inputs;

/// <summary>Policy document, as an argument.</summary>
public sealed class PolicyDocumentArgs : ResourceArgs
{
    public PolicyDocumentArgs()
    {
    }

    [Input("Id")] public Input<string>? Id { get; set; }

    [Input("Statement", required: true)] private InputList<Iam.Inputs.PolicyStatementArgs>? _statement;

    public InputList<Iam.Inputs.PolicyStatementArgs> Statement { get => _statement ??= []; set => _statement = value; }

    [Input("Version", required: true)] public Input<Iam.PolicyDocumentVersion> Version { get; set; } = null!;

    public static new PolicyDocumentArgs Empty => new();
}
