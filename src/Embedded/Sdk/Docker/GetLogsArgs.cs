namespace Pulumi.Docker;

/// <summary>Arguments of <see cref="GetLogs"/>.</summary>
public sealed class GetLogsArgs : InvokeArgs
{
    public GetLogsArgs()
    {
    }

    [Input("details")] public bool? Details { get; set; }

    [Input("discardHeaders")] public bool? DiscardHeaders { get; set; }

    [Input("follow")] public bool? Follow { get; set; }

    [Input("logsListStringEnabled")] public bool? LogsListStringEnabled { get; set; }

    [Input("name", required: true)] public string Name { get; set; } = null!;

    [Input("showStderr")] public bool? ShowStderr { get; set; }

    [Input("showStdout")] public bool? ShowStdout { get; set; }

    [Input("since")] public string? Since { get; set; }

    [Input("tail")] public string? Tail { get; set; }

    [Input("timestamps")] public bool? Timestamps { get; set; }

    [Input("until")] public string? Until { get; set; }

    public static new GetLogsArgs Empty => new();
}
