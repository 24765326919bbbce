using System.Text;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;
using Postern.Embedded.Providers.Docker.Logs;

namespace Postern.Embedded.Providers.Docker.Containers;

/// <summary>
/// Starts a created container, and waits for its health (wait) or its end (attach) as the inputs ask.
/// </summary>
internal sealed class ContainerStart(DockerClient docker, TimeProvider time)
{
    private const int LinesShown = 10;

    private const string Unhealthy = "container failed to be in healthy state";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>The container's outputs once that is done.</summary>
    public async Task<PropertyMap> RunAsync(string id, PropertyMap inputs, CancellationToken cancellation)
    {
        if (inputs.Flag("start") != false)
        {
            try
            {
                await docker.PostAsync($"containers/{id}/start", null, cancellation);
            }
            catch (DockerException exception)
            {
                throw new ProviderException($"Unable to start container: {exception.Message}", exception);
            }
            if (inputs.Flag("wait") == true) await WaitHealthyAsync(id, inputs, cancellation);
        }
        var container = await docker.GetAsync($"containers/{id}/json", cancellation);
        if (inputs.Flag("attach") != true) return ContainerOutputs.Build(container, inputs);
        return await AttachAsync(id, inputs, container, cancellation);
    }

    private async Task WaitHealthyAsync(string id, PropertyMap inputs, CancellationToken cancellation)
    {
        var timeout = TimeSpan.FromSeconds(inputs.Number("waitTimeout") ?? 60);
        var started = time.GetTimestamp();
        while (true)
        {
            var state = (await docker.GetAsync($"containers/{id}/json", cancellation)).At("State");
            if (state.At("Health") is null)
            {
                throw new ProviderException(
                    "you have supplied a 'wait' argument, but the container does not have a healthcheck "
                    + "defined. Please remove the 'wait' argument or add a 'healthcheck' attribute");
            }
            if (state.Text("Health", "Status") == "healthy") return;
            if (!state.Flag("Running") && !state.Flag("Restarting"))
            {
                throw new ProviderException(
                    $"{Unhealthy}: it exited with code {DockerClient.Number(state.Number("ExitCode"))}"
                    + await LastLinesAsync(id, inputs, cancellation));
            }
            if (time.GetElapsedTime(started) >= timeout)
            {
                throw new ProviderException(
                    Unhealthy + LastProbe(state) + await LastLinesAsync(id, inputs, cancellation));
            }
            await Task.Delay(Poll, time, cancellation);
        }
    }

    /// <summary>What the container wrote last, a line each, for a message; "" where it cannot be read back, as with
    /// log drivers that only send: the message it is for says more.</summary>
    private async Task<string> LastLinesAsync(string id, PropertyMap inputs, CancellationToken cancellation)
    {
        try
        {
            var text = await ReadLogsAsync($"{id}/logs?tail={LinesShown}", inputs.Flag("tty") == true, cancellation);
            return string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line => $"\n  {line.TrimEnd()}"));
        }
        catch (Exception exception) when (exception is DockerException or ProviderException or IOException)
        {
            return "";
        }
    }

    private static string LastProbe(JsonNode? state) =>
        state.Items("Health", "Log") is [.., var last] && last.Text("Output").Trim() is { Length: > 0 } output
            ? $": its last check said: {output}" : "";

    private async Task<PropertyMap> AttachAsync(
        string id, PropertyMap inputs, JsonNode container, CancellationToken cancellation)
    {
        var logs = inputs.Flag("logs") == true 
            ? ReadLogsAsync($"{id}/logs?follow=1", inputs.Flag("tty") == true, cancellation) : null;
        long exitCode;
        try
        {
            exitCode = (await docker.PostAsync($"containers/{id}/wait?condition=not-running", null, cancellation))
                .Number("StatusCode");
        }
        catch (OperationCanceledException exception)
        {
            throw new ProviderException(
                "Unable to wait container end of execution: context deadline exceeded", exception);
        }
        catch (DockerException exception)
        {
            throw new ProviderException($"Unable to wait container end of execution: {exception.Message}", exception);
        }
        var text = logs is null ? null : await logs;
        // With "rm" the engine has taken it away by now: what was read before has to do.
        var ended = await docker.FindAsync($"containers/{id}/json", cancellation) ?? container;
        var outputs = ContainerOutputs.Build(ended, inputs).With("exitCode", new PropertyNumber(exitCode));
        return text is null ? outputs : outputs.With("containerLogs", new PropertyString(text));
    }

    private async Task<string> ReadLogsAsync(string log, bool tty, CancellationToken cancellation)
    {
        using var response = await docker.OpenAsync(
            HttpMethod.Get, $"containers/{log}&stdout=1&stderr=1", null, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        return Encoding.UTF8.GetString(await LogStream.ReadAllAsync(stream, tty, cancellation));
    }
}
