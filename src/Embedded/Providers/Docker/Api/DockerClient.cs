using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Embedded.Providers.Docker.Api;

/// <summary>
/// The Docker Engine API, version 1.41. Paths are given without the version ("containers/json?all=1"). A refusal is a
/// <see cref="DockerException"/>; an engine that cannot be reached is a <see cref="ProviderException"/>. Nothing is
/// retried.
/// </summary>
internal sealed class DockerClient : IDisposable
{
    private readonly HttpClient _http;

    private readonly RegistryCredentials _credentials;

    public DockerClient(DockerEndpoint endpoint, RegistryCredentials? credentials = null)
    {
        Endpoint = endpoint;
        _credentials = credentials ?? RegistryCredentials.None;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (_, cancellation) => endpoint.ConnectAsync(cancellation),
            UseProxy = false,
        };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri("http://docker/v1.41/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public DockerEndpoint Endpoint { get; }

    public static string Escape(string segment) => Uri.EscapeDataString(segment);

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _http.Dispose();

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, cancellation);
        return await ReadJsonAsync(response, cancellation);
    }

    /// <summary>Asks or tells about an image in its registry, with the credentials for it; the caller disposes of the
    /// streamed answer.</summary>
    public Task<HttpResponseMessage> OpenForImageAsync(
        HttpMethod method, string path, string image, CancellationToken cancellation) =>
        SendAsync(method, path, null, cancellation, _credentials.HeaderFor(image));

    /// <summary>Like <see cref="GetAsync"/>, and null when there is no such object.</summary>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync(path, cancellation);
        }
        catch (DockerException exception) when (exception.IsMissing)
        {
            return null;
        }
    }

    /// <summary>Posts; the answer is an empty object where the engine sends none.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonNode? body, CancellationToken cancellation)
    {
        using var content = body is null
            ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await SendAsync(HttpMethod.Post, path, content, cancellation);
        return await ReadJsonAsync(response, cancellation);
    }

    public async Task DeleteAsync(string path, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Delete, path, null, cancellation);
    }

    /// <summary>Unpacks a tar archive in a container.</summary>
    public async Task PutArchiveAsync(string path, ReadOnlyMemory<byte> archive, CancellationToken cancellation)
    {
        using var content = new ReadOnlyMemoryContent(archive);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        using var response = await SendAsync(HttpMethod.Put, path, content, cancellation);
    }

    /// <summary>Opens a streamed answer; the caller disposes of it.</summary>
    public Task<HttpResponseMessage> OpenAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellation) =>
        SendAsync(method, path, content, cancellation);

    private static async Task<JsonNode> ReadJsonAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text) ?? new JsonObject();
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellation,
        string? registryAuth = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (registryAuth is not null) request.Headers.Add("X-Registry-Auth", registryAuth);
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.Unknown or HttpRequestError.InvalidResponse
            or HttpRequestError.ResponseEnded)
        {
            throw Endpoint.Away(exception);
        }
        if ((int)response.StatusCode < 400) return response;
        using (response) throw new DockerException(response.StatusCode, await ReadWordsAsync(response, cancellation));
    }

    private static async Task<string> ReadWordsAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        try
        {
            if (JsonNode.Parse(text)?["message"]?.GetValue<string>() is { Length: > 0 } words) return words;
        }
        catch (JsonException)
        {
            // Not the engine's own form: a proxy in between, perhaps. Its text says more than ours would.
        }
        return text.Length > 0 ? text.Trim() : $"HTTP {(int)response.StatusCode} {response.StatusCode}";
    }
}
