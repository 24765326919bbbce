namespace Pulumi.Docker;

/// <summary>Arguments of <see cref="GetLogs"/>.</summary>
public sealed class GetLogsInvokeArgs : InvokeArgs
{
    public GetLogsInvokeArgs()
    {
    }

    [Input("details")] public Input<bool>? Details { get; set; }

    [Input("discardHeaders")] public Input<bool>? DiscardHeaders { get; set; }

    [Input("follow")] public Input<bool>? Follow { get; set; }

    [Input("logsListStringEnabled")] public Input<bool>? LogsListStringEnabled { get; set; }

    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;

    [Input("showStderr")] public Input<bool>? ShowStderr { get; set; }

    [Input("showStdout")] public Input<bool>? ShowStdout { get; set; }

    [Input("since")] public Input<string>? Since { get; set; }

    [Input("tail")] public Input<string>? Tail { get; set; }

    [Input("timestamps")] public Input<bool>? Timestamps { get; set; }

    [Input("until")] public Input<string>? Until { get; set; }

    public static new GetLogsInvokeArgs Empty => new();
}
