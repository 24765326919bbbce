using System.Text;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Embedded.Providers.Nomad.Api;

/// <summary>Nomad's HTTP API. Paths are given with their query ("v1/job/x?namespace=y"). Nothing is retried.</summary>
internal sealed class NomadClient : IDisposable
{
    private readonly HttpClient _http;

    public NomadClient(NomadConfiguration configuration)
    {
        Address = configuration.Address;
        _http = new HttpClient { BaseAddress = new Uri(Address.TrimEnd('/') + "/"),
            Timeout = TimeSpan.FromMinutes(10) };
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

    public Task<JsonNode?> PutAsync(string path, JsonNode body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Put, path, body, cancellation);

    public Task<JsonNode?> DeleteAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Delete, path, null, cancellation);

    private async Task<JsonNode?> SendAsync(
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
            if ((int)response.StatusCode < 400) return text.Length == 0 ? null : JsonNode.Parse(text);
            throw new NomadException(response.StatusCode, text.Length > 0
                ? text.Trim() : $"HTTP {(int)response.StatusCode} {response.StatusCode}");
        }
        catch (HttpRequestException exception)
        {
            throw new ProviderException(
                $"the Nomad agent at '{Address}' does not answer: {exception.Message}\n"
                + "HINT: start it, or set the provider's address or NOMAD_ADDR to where it listens.", exception);
        }
    }

    private string WithRegion(string path) => Region is not { Length: > 0 } region
        ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}region={Escape(region)}";
}
