using System.Collections.Immutable;
using System.Text;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Api;

namespace Postern.Embedded.Providers.Docker.Logs;

/// <summary>
/// docker:index/getLogs:getLogs: a container's log as lines. The official provider cuts 8 bytes off each line when
/// discardHeaders is set and crashes on short ones; here frames are taken apart where there are any, and every line
/// comes whole, whatever its length.
/// </summary>
internal sealed class GetLogs(DockerClient docker)
{
    private static readonly string[] Echoed = [
        "details", "follow", "showStderr", "showStdout", "since", "tail", "timestamps", "until"];

    public async Task<InvokeResult> RunAsync(PropertyMap arguments, CancellationToken cancellation)
    {
        var name = arguments.Text("name") ?? "";
        var container = await docker.GetAsync($"containers/{DockerClient.Escape(name)}/json", cancellation);
        var result = new PropertyMapBuilder()
            .Set("id", name)
            .Set("name", name)
            .Set("discardHeaders", arguments.Flag("discardHeaders") ?? true)
            .Set("logsListStringEnabled", arguments.Flag("logsListStringEnabled") ?? true);
        foreach (var argument in Echoed)
        {
            if (arguments.TryGetValue(argument, out var value)) result.Set(argument, value);
        }
        var lines = arguments.Flag("logsListStringEnabled") == false
            ? []
            : await ReadAsync(name, container.Flag("Config", "Tty"), arguments, cancellation);
        return new InvokeResult(result.Set("logsListStrings", lines).Build(), []);
    }

    /// <summary>The lines of a log, without line ends; bytes that are no UTF-8 become U+FFFD.</summary>
    internal static ImmutableArray<string> Lines(ReadOnlySpan<byte> log)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        while (!log.IsEmpty)
        {
            var end = log.IndexOf((byte)'\n');
            var line = end < 0 ? log : log[..end];
            if (line.EndsWith("\r"u8)) line = line[..^1];
            lines.Add(Encoding.UTF8.GetString(line));
            log = end < 0 ? [] : log[(end + 1)..];
        }
        return lines.ToImmutable();
    }

    private async Task<ImmutableArray<string>> ReadAsync(
        string name, bool tty, PropertyMap arguments, CancellationToken cancellation)
    {
        using var response = await docker.OpenAsync(
            HttpMethod.Get, $"containers/{DockerClient.Escape(name)}/logs?{Query(arguments)}", null, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        return Lines(await LogStream.ReadAllAsync(stream, tty, cancellation));
    }

    private static string Query(PropertyMap arguments)
    {
        var query = new List<string>();
        AddFlag("stdout", arguments.Flag("showStdout") ?? true);
        AddFlag("stderr", arguments.Flag("showStderr") ?? true);
        AddFlag("follow", arguments.Flag("follow") ?? false);
        AddFlag("timestamps", arguments.Flag("timestamps") ?? false);
        AddFlag("details", arguments.Flag("details") ?? false);
        foreach (var name in (string[])["since", "until", "tail"])
        {
            if (arguments.Text(name) is { Length: > 0 } value) query.Add($"{name}={DockerClient.Escape(value)}");
        }
        return string.Join('&', query);

        void AddFlag(string name, bool value) => query.Add(value ? $"{name}=1" : $"{name}=0");
    }
}
