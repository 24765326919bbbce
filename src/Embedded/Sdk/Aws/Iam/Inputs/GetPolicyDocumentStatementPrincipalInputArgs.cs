namespace Pulumi.Aws.Iam.Inputs;

/// <summary>Get policy document statement principal, as an argument.</summary>
public sealed class GetPolicyDocumentStatementPrincipalInputArgs : ResourceArgs
{
    public GetPolicyDocumentStatementPrincipalInputArgs()
    {
    }

    [Input("identifiers", required: true)] private InputList<string>? _identifiers;

    public InputList<string> Identifiers { get => _identifiers ??= []; set => _identifiers = value; }

    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;

    public static new GetPolicyDocumentStatementPrincipalInputArgs Empty => new();
}
