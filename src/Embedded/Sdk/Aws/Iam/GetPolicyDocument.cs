namespace Pulumi.Aws.Iam;

/// <summary>aws:iam/getPolicyDocument:getPolicyDocument.</summary>
public static class GetPolicyDocument
{
    public static Output<GetPolicyDocumentResult> Invoke(
        GetPolicyDocumentInvokeArgs? args = null, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<GetPolicyDocumentResult>(
            "aws:iam/getPolicyDocument:getPolicyDocument",
            args ?? new GetPolicyDocumentInvokeArgs(), Package.Options(options));

    public static Output<GetPolicyDocumentResult> Invoke(
        GetPolicyDocumentInvokeArgs args, InvokeOutputOptions options) =>
        Deployment.Instance.Invoke<GetPolicyDocumentResult>(
            "aws:iam/getPolicyDocument:getPolicyDocument",
            args ?? new GetPolicyDocumentInvokeArgs(), Package.Options(options));
}
