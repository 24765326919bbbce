using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Postern.Tests.Embedded.Providers;

/// <summary>
/// An HTTP server on the loopback with scripted answers. Those of the same method and path are given in the order in
/// which they were added; the last one stays.
/// </summary>
internal class LoopbackServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(int Status, string Text)>> _answers =
        new(StringComparer.Ordinal);

    public LoopbackServer()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        // Whatever host the request names: a Docker engine is asked for "docker".
        _listener.Prefixes.Add($"http://*:{Port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>
    /// What was asked: "PUT /v1/jobs", the query with its question mark, and the body where it is JSON.
    /// </summary>
    public ConcurrentQueue<(string Call, string Query, JsonNode? Body)> Calls { get; } = new();

    /// <summary>The headers of what was asked, in the order of <see cref="Calls"/>.</summary>
    public ConcurrentQueue<(string Call, System.Collections.Specialized.NameValueCollection Headers)> Headers { get; } =
        new();

    /// <summary>The bodies of what was asked, as they came, in the order of <see cref="Calls"/>.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    public LoopbackServer Answer(string call, int status, string text = "")
    {
        _answers.GetOrAdd(call, _ => new ConcurrentQueue<(int, string)>()).Enqueue((status, text));
        return this;
    }

    /// <summary>Takes back the answers to a call.</summary>
    public void Forget(string call) => _answers.TryRemove(call, out _);

    public JsonNode? BodyOf(string call) => Calls.Last(made => made.Call == call).Body;

    public void Dispose()
    {
        _listener.Close();
        GC.SuppressFinalize(this);
    }

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
        var call = $"{context.Request.HttpMethod} {Uri.UnescapeDataString(context.Request.Url!.AbsolutePath)}";
        var isJson = context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) == true;
        Calls.Enqueue((call, context.Request.Url.Query, isJson ? JsonNode.Parse(body) : null));
        Headers.Enqueue((call, context.Request.Headers));
        Bodies.Enqueue(body);
        var (status, text) = Next(call);
        context.Response.StatusCode = status;
        // No body goes with these two; without a length the end of a chunked one would be read as the next answer.
        var content = status is 204 or 304 ? [] : Encoding.UTF8.GetBytes(text);
        context.Response.ContentLength64 = content.Length;
        if (content.Length > 0) await context.Response.OutputStream.WriteAsync(content);
        context.Response.Close();
    }

    private (int Status, string Text) Next(string call)
    {
        // Nomad takes PUT and POST alike, and was recorded with either.
        if (!_answers.TryGetValue(call, out var queue)
            && !_answers.TryGetValue(call.Replace("PUT ", "POST ", StringComparison.Ordinal), out queue))
        {
            return (404, "{\"message\":\"not scripted\"}");
        }
        return queue.Count > 1 && queue.TryDequeue(out var answer) ? answer : queue.TryPeek(out var last)
            ? last : (404, "");
    }
}
