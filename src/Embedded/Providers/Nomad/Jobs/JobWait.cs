using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Providers.Nomad.Api;

namespace Postern.Embedded.Providers.Nomad.Jobs;

/// <summary>
/// Waits until a registered job is healthy: its evaluation, then its deployment. A group that cannot be placed fails at
/// once (its deployment would never end), and a failed deployment brings the last events of its tasks.
/// </summary>
internal sealed class JobWait(NomadClient nomad, TimeProvider time, IProviderLog log)
{
    private const int EventsShown = 4;
    private const int LogBytesShown = 2000;
    private const int LogLinesShown = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>What the agent said last about the state that is being waited for.</summary>
    public string LastWords { get; private set; } = "";

    /// <summary>The deployment that made it healthy; null for jobs that have none.</summary>
    public async Task<JsonNode?> RunAsync(string evaluationId, string @namespace, CancellationToken cancellation)
    {
        var evaluation = await EvaluateAsync(evaluationId, @namespace, cancellation);
        if (PlanText.Failures(evaluation) is { IsEmpty: false } failures)
        {
            throw new ProviderException(string.Join("\n", failures));
        }
        var id = evaluation.Text("DeploymentID");
        return id.Length == 0 ? null : await DeployAsync(id, @namespace, cancellation);
    }

    private async Task<JsonNode> EvaluateAsync(string id, string @namespace, CancellationToken cancellation)
    {
        while (true)
        {
            var evaluation = await PollAsync(
                $"v1/evaluation/{id}?namespace={NomadClient.Escape(@namespace)}",
                static answer =>
                    answer.Text("Status") is "complete" or "failed" or "canceled" or "cancelled"
                    or "blocked", cancellation);
            if (evaluation.Text("Status") is "failed" or "canceled" or "cancelled")
            {
                throw new ProviderException($"evaluation failed: {evaluation.Text("StatusDescription")}");
            }
            if (evaluation.Text("NextEval") is not { Length: > 0 } next) return evaluation;
            id = next;
        }
    }

    private async Task<JsonNode> DeployAsync(string id, string @namespace, CancellationToken cancellation)
    {
        var path = $"v1/deployment/{id}?namespace={NomadClient.Escape(@namespace)}";
        var deployment = await PollAsync(
            path, static answer => answer.Text("Status") is "successful" or "failed" or "cancelled", cancellation);
        if (deployment.Text("Status") == "successful") return deployment;
        throw new ProviderException(
            $"deployment '{id}' terminated with status '{deployment.Text("Status")}': "
            + $"'{deployment.Text("StatusDescription")}'"
            + await EventsAsync(deployment, @namespace, cancellation));
    }

    private async Task<JsonNode> PollAsync(string path, Func<JsonNode, bool> isOver, CancellationToken cancellation)
    {
        var pause = FirstPause;
        var shown = "";
        while (true)
        {
            var answer = await nomad.GetAsync(path, cancellation) ?? new JsonObject();
            if (isOver(answer)) return answer;
            if (answer.Text("StatusDescription") is { Length: > 0 } description && description != shown)
            {
                log.Info(LastWords = shown = description, ephemeral: true);
            }
            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task<string> EventsAsync(JsonNode deployment, string @namespace, CancellationToken cancellation)
    {
        var job = NomadClient.Escape(deployment.Text("JobID"));
        var allocations = await nomad.FindAsync(
            $"v1/job/{job}/allocations?namespace={NomadClient.Escape(@namespace)}", cancellation);
        // The list says no deployment, but the version of the job that the deployment is of.
        var newest = allocations.Items().Where(one => one.Number("JobVersion") == deployment.Number("JobVersion"))
            .MaxBy(static one => one.Number("CreateIndex"));
        var events = newest.Members("TaskStates").SelectMany(static task => task.Value.Items("Events")
            .Select(happened => $"{task.Key}: {happened.Text("Type")}: {happened.Text("DisplayMessage")}"));
        var lines = events.TakeLast(EventsShown).ToList();
        foreach (var (task, _) in newest.Members("TaskStates"))
        {
            lines.AddRange(await LogAsync(newest.Text("ID"), task, @namespace, cancellation));
        }
        return string.Concat(lines.Select(static line => $"\n  {line}"));
    }

    /// <summary>The last lines that a task has written to its standard error; none when the agent has no log.</summary>
    private async Task<IEnumerable<string>> LogAsync(
        string allocation, string task, string @namespace, CancellationToken cancellation)
    {
        try
        {
            var text = await nomad.GetTextAsync(
                $"v1/client/fs/logs/{allocation}?task={NomadClient.Escape(task)}&type=stderr&plain=true&origin=end"
                + $"&offset={LogBytesShown}&namespace={NomadClient.Escape(@namespace)}", cancellation);
            return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LogLinesShown)
                .Select(line => $"{task}: {line.TrimEnd()}");
        }
        catch (NomadException)
        {
            // A task that never started has none: its events say why.
            return [];
        }
    }
}
