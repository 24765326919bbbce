namespace Pulumi.Aws.Iam.Inputs;

/// <summary>Policy document, as an argument.</summary>
public sealed class PolicyDocumentArgs : ResourceArgs
{
    public PolicyDocumentArgs()
    {
    }

    [Input("Id")] public Input<string>? Id { get; set; }

    [Input("Statement", required: true)] private InputList<PolicyStatementArgs>? _statement;

    public InputList<PolicyStatementArgs> Statement { get => _statement ??= []; set => _statement = value; }

    [Input("Version", required: true)] public Input<PolicyDocumentVersion> Version { get; set; } = null!;

    public static new PolicyDocumentArgs Empty => new();
}
