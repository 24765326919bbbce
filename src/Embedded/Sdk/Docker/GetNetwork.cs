namespace Pulumi.Docker;

/// <summary>An existing network (docker:index/getNetwork:getNetwork).</summary>
public static class GetNetwork
{
    public static Output<GetNetworkResult> Invoke(GetNetworkInvokeArgs args, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<GetNetworkResult>(
            "docker:index/getNetwork:getNetwork", args ?? new GetNetworkInvokeArgs(), Package.Options(options));

    public static Output<GetNetworkResult> Invoke(GetNetworkInvokeArgs args, InvokeOutputOptions options) =>
        Deployment.Instance.Invoke<GetNetworkResult>(
            "docker:index/getNetwork:getNetwork", args ?? new GetNetworkInvokeArgs(), Package.Options(options));

    public static Task<GetNetworkResult> InvokeAsync(GetNetworkArgs args, InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<GetNetworkResult>(
            "docker:index/getNetwork:getNetwork", args ?? new GetNetworkArgs(), Package.Options(options));
}
