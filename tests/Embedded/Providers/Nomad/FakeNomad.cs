using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Nomad;

/// <summary>
/// An agent on the loopback that answers with exchanges that were recorded from a real one. Exchanges of the same
/// method and path are given in the order in which they were added; the last one stays.
/// </summary>
internal sealed class FakeNomad : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(int Status, string Text)>> _answers = new(
        StringComparer.Ordinal);

    public FakeNomad()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        _listener.Prefixes.Add(Address + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>What was asked: "PUT /v1/jobs", and its body.</summary>
    public ConcurrentQueue<(string Call, string Query, JsonNode? Body)> Calls { get; } = new();

    /// <summary>Adds a recorded exchange of ../shared/fixtures/nomad; ends the test where that is not there.</summary>
    public FakeNomad Record(string fixture, string? path = null, Action<JsonNode>? change = null)
    {
        var file = RepositoryFolder.Shared($"nomad/{fixture}.json");
        Assert.SkipWhen(file is null, "the shared fixtures are not here");
        var exchange = JsonNode.Parse(File.ReadAllText(file))!;
        var (request, response) = (exchange["request"]!, exchange["response"]!);
        if (response["body"] is { } body) change?.Invoke(body);
        var text = response["body"]?.ToJsonString() ?? response["text"]?.GetValue<string>() ?? "";
        return Answer(
            $"{request["method"]} {path ?? request["path"]!.GetValue<string>()}", response["status"]!.GetValue<int>(),
            text);
    }

    public FakeNomad Answer(string call, int status, string text)
    {
        _answers.GetOrAdd(call, _ => new ConcurrentQueue<(int, string)>()).Enqueue((status, text));
        return this;
    }

    public JsonNode? BodyOf(string call) => Calls.Last(made => made.Call == call).Body;

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true) await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync();
        var call = $"{context.Request.HttpMethod} {context.Request.Url!.AbsolutePath}";
        Calls.Enqueue((call, context.Request.Url.Query, body.Length > 0 ? JsonNode.Parse(body) : null));
        var (status, text) = Next(call);
        context.Response.StatusCode = status;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
        context.Response.Close();
    }

    private (int Status, string Text) Next(string call)
    {
        // The real agent takes PUT and POST alike.
        if (!_answers.TryGetValue(call, out var queue)
            && !_answers.TryGetValue(call.Replace("PUT ", "POST ", StringComparison.Ordinal), out queue)) return (
                404, "not recorded");
        return queue.Count > 1 && queue.TryDequeue(out var answer) ? answer : queue.TryPeek(out var last)
            ? last : (404, "");
    }
}
