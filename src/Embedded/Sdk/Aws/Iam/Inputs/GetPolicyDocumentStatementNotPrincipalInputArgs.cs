namespace Pulumi.Aws.Iam.Inputs;

/// <summary>Get policy document statement not principal, as an argument.</summary>
public sealed class GetPolicyDocumentStatementNotPrincipalInputArgs : ResourceArgs
{
    public GetPolicyDocumentStatementNotPrincipalInputArgs()
    {
    }

    [Input("identifiers", required: true)] private InputList<string>? _identifiers;

    public InputList<string> Identifiers { get => _identifiers ??= []; set => _identifiers = value; }

    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;

    public static new GetPolicyDocumentStatementNotPrincipalInputArgs Empty => new();
}
