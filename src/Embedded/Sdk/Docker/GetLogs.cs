namespace Pulumi.Docker;

/// <summary>The output of a container (docker:index/getLogs:getLogs).</summary>
public static class GetLogs
{
    public static Output<GetLogsResult> Invoke(GetLogsInvokeArgs args, InvokeOptions? options = null) =>
        Deployment.Instance.Invoke<GetLogsResult>(
            "docker:index/getLogs:getLogs", args ?? new GetLogsInvokeArgs(), Package.Options(options));

    public static Output<GetLogsResult> Invoke(GetLogsInvokeArgs args, InvokeOutputOptions options) =>
        Deployment.Instance.Invoke<GetLogsResult>(
            "docker:index/getLogs:getLogs", args ?? new GetLogsInvokeArgs(), Package.Options(options));

    public static Task<GetLogsResult> InvokeAsync(GetLogsArgs args, InvokeOptions? options = null) =>
        Deployment.Instance.InvokeAsync<GetLogsResult>(
            "docker:index/getLogs:getLogs", args ?? new GetLogsArgs(), Package.Options(options));
}
