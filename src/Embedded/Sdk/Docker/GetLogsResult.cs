using System.Collections.Immutable;

namespace Pulumi.Docker;

/// <summary>Get logs, as the provider answers it.</summary>
[OutputType]
public sealed class GetLogsResult
{
    public readonly bool? Details;
    public readonly bool? DiscardHeaders;
    public readonly bool? Follow;
    public readonly string Id;
    public readonly bool? LogsListStringEnabled;
    public readonly ImmutableArray<string> LogsListStrings;
    public readonly string Name;
    public readonly bool? ShowStderr;
    public readonly bool? ShowStdout;
    public readonly string? Since;
    public readonly string? Tail;
    public readonly bool? Timestamps;
    public readonly string? Until;

    [OutputConstructor]
    private GetLogsResult(
        bool? details, bool? discardHeaders, bool? follow, string id, bool? logsListStringEnabled,
        ImmutableArray<string> logsListStrings, string name, bool? showStderr, bool? showStdout, string? since,
        string? tail, bool? timestamps, string? until)
    {
        Details = details;
        DiscardHeaders = discardHeaders;
        Follow = follow;
        Id = id;
        LogsListStringEnabled = logsListStringEnabled;
        LogsListStrings = logsListStrings;
        Name = name;
        ShowStderr = showStderr;
        ShowStdout = showStdout;
        Since = since;
        Tail = tail;
        Timestamps = timestamps;
        Until = until;
    }
}
