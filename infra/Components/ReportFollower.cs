using System.Text.RegularExpressions;
using Pulumi;
using Pulumi.Docker;

namespace Postern.Infra.Components;

/// <summary>
/// Follows the log of a container that ends with a report: its lines show under the container while `up` runs, and
/// the report becomes an output, also when it is bad. Checks never run in here, since a preview must not run them: a
/// preview reads the log once and repeats the report that it finds.
/// </summary>
public sealed partial class ReportFollower(TimeProvider time, TimeSpan deadline, string limit = "postern:waitTimeout")
{
    /// <summary>A one-shot prints a line at least every 10 s; nothing says that its container died but its
    /// silence.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The last report of the container's log; in an up, waited for. A bad one is logged as an error, so that the up
    /// fails.
    /// </summary>
    /// <param name="what">What the container does, for messages: "the drill".</param>
    /// <param name="after">
    /// A report without which this container cannot come to one, or null. When that one is bad nothing is waited for:
    /// its error is the cause.
    /// </param>
    public Output<Report?> Follow(Container container, string what, Output<Report?>? after = null) =>
        Output.Tuple(container.Id, container.Name, after ?? Output.Create<Report?>((Report?)null)).Apply(async parts =>
        {
            var (_, name, earlier) = parts;
            if (Deployment.Instance.IsDryRun || earlier is { Ok: false }) return Last(await TryRead(name));
            var report = await Wait(name, container);
            // Without a resource: with one, the display would say that creating the container failed.
            if (!report.Ok) Log.Error($"{what} failed: {report.Error}");
            return report;
        });

    private async Task<Report> Wait(string name, Container container)
    {
        var start = time.GetTimestamp();
        var lastLine = start;
        var shown = 0;
        while (true)
        {
            var lines = await TryRead(name);
            // A report that is there already was shown by the run that waited for it.
            if (shown == 0 && Last(lines) is { } known) return known;
            if (lines.Count < shown) shown = 0;
            foreach (var line in lines.Skip(shown).Where(line => Report.Parse(line) is null))
            {
                Log.Info(line, container);
            }
            if (lines.Count > shown) lastLine = time.GetTimestamp();
            shown = lines.Count;
            if (Last(lines) is { } report) return report;
            if (time.GetElapsedTime(lastLine) > Silence)
            {
                return Report.Failed(
                    $"container '{name}' has said nothing for {Silence.TotalSeconds:0} s; see: docker logs {name}");
            }
            if (time.GetElapsedTime(start) > deadline)
            {
                return Report.Failed(
                    $"container '{name}' did not end within {limit}; see: docker logs {name}");
            }
            await Task.Delay(Pause, time);
        }
    }

    private static Report? Last(IReadOnlyList<string> lines) =>
        lines.Select(Report.Parse).LastOrDefault(report => report is not null);

    /// <summary>The whole log, or nothing while the container is not there (a preview after it was removed).</summary>
    private static async Task<IReadOnlyList<string>> TryRead(string name)
    {
        try
        {
            var log = await GetLogs.InvokeAsync(new GetLogsArgs
            {
                Name = name,
                ShowStdout = true,
                ShowStderr = true,
                DiscardHeaders = false,
                LogsListStringEnabled = true,
            });
            return log.LogsListStrings.IsDefault ? [] : [.. log.LogsListStrings.Select(Plain)];
        }
        catch (Exception error) when (error.Message.Contains("No such container", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }
    }

    /// <summary>A terminal's line as text: without its control sequences and its CR LF.</summary>
    private static string Plain(string line) => ControlSequence().Replace(line, "").TrimEnd('\r', '\n');

    [GeneratedRegex("\u001b(\\[[0-9;?]*[ -/]*[@-~]|[=>])")]
    private static partial Regex ControlSequence();
}
