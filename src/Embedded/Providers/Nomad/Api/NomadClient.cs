using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Embedded.Providers.Nomad.Api;

/// <summary>
/// Nomad's HTTP API. Paths are given with their query ("v1/job/x?namespace=y"). A cluster that is just electing its
/// leader is asked again for half a minute; nothing else is retried.
/// </summary>
internal sealed class NomadClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public NomadClient(NomadConfiguration configuration, TimeProvider time)
    {
        Address = configuration.Address;
        _time = time;
        var handler = new SocketsHttpHandler();
        if (configuration.Tls is { } tls) handler.SslOptions = tls.Options;
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri(Address.TrimEnd('/') + "/"),
            Timeout = TimeSpan.FromMinutes(10),
        };
        if (configuration.HttpAuth is { Length: > 0 } user)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        }
        foreach (var (name, value) in configuration.Headers)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        }
        if (configuration.Token is { Length: > 0 } token) _http.DefaultRequestHeaders.Add("X-Nomad-Token", token);
        Region = configuration.Region;
    }

    public string Address { get; }

    private string? Region { get; }

    public static string Escape(string segment) => Uri.EscapeDataString(segment);

    public void Dispose() => _http.Dispose();

    public async Task<JsonNode?> GetAsync(string path, CancellationToken cancellation) =>
        await SendAsync(HttpMethod.Get, path, null, cancellation);

    /// <summary>Like <see cref="GetAsync"/>, and null when there is no such thing.</summary>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync(path, cancellation);
        }
        catch (NomadException exception) when (exception.IsMissing)
        {
            return null;
        }
    }

    /// <summary>An answer that is plain text, such as a log.</summary>
    public Task<string> GetTextAsync(string path, CancellationToken cancellation) =>
        SendTextAsync(HttpMethod.Get, path, null, cancellation);

    public Task<JsonNode?> PutAsync(string path, JsonNode body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, path, body, cancellation);

    public Task<JsonNode?> PostAsync(string path, JsonNode body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, body, cancellation);

    public Task<JsonNode?> DeleteAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Delete, path, null, cancellation);

    private async Task<JsonNode?> SendAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        var text = await SendTextAsync(method, path, body, cancellation);
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new ProviderException($"what answers at '{Address}' is no Nomad agent: no JSON", exception);
        }
    }

    private async Task<string> SendTextAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        var started = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return await SendOnceAsync(method, path, body, cancellation);
            }
            catch (NomadException exception) when (exception.IsTransient && _time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, _time, cancellation);
            }
        }
    }

    private async Task<string> SendOnceAsync(
        HttpMethod method, string path, JsonNode? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, WithRegion(path));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            if ((int)response.StatusCode < 400) return text;
            throw new NomadException(response.StatusCode, text.Length > 0
                ? text.Trim() : $"HTTP {(int)response.StatusCode} {response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            var cause = exception.InnerException is { } inner ? $"{exception.Message} {inner.Message}"
                : exception.Message;
            throw new ProviderException(
                $"the Nomad agent at '{Address}' does not answer: {cause}\n"
                + "HINT: start it, or set the provider's address or NOMAD_ADDR to where it listens.", exception);
        }
    }

    private string WithRegion(string path) => Region is not { Length: > 0 } region
        ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}region={Escape(region)}";
}
