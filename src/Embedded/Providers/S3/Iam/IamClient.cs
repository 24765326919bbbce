using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Auth;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Embedded.Providers.S3.Iam;

/// <summary>
/// IAM's query API: a signed form, answered in XML. Source: AWS Identity and Access Management API Reference, version
/// 2010-05-08. Nothing is retried; a refusal is an <see cref="IamException"/>.
/// </summary>
internal sealed class IamClient(
    Uri endpoint, string region, Func<Task<ImmutableCredentials>> sign, TimeProvider time, TimeSpan patience)
    : IDisposable
{
    private const string ContentType = "application/x-www-form-urlencoded; charset=utf-8";

    private readonly HttpClient _http = new() { Timeout = patience };

    public void Dispose() => _http.Dispose();

    /// <summary>The answer's root, without namespaces; null parameters are left out.</summary>
    public async Task<XElement> CallAsync(
        string action, IEnumerable<KeyValuePair<string, string?>> parameters, CancellationToken cancellation)
    {
        var form = new StringBuilder($"Action={action}&Version=2010-05-08");
        foreach (var (name, value) in parameters)
        {
            if (value is null) continue;
            form.Append('&').Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }
        using var request = await RequestAsync(Encoding.UTF8.GetBytes(form.ToString()));
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            var text = await response.Content.ReadAsStringAsync(cancellation);
            var root = Parse(text);
            if (response.IsSuccessStatusCode && root is not null) return root;
            throw new IamException(
                root.Text("Error", "Code") is { Length: > 0 } code ? code : response.StatusCode.ToString(),
                root.Text("Error", "Message") is { Length: > 0 } words ? words : text.Trim());
        }
        catch (HttpRequestException exception)
        {
            throw new ProviderException($"IAM at {endpoint} does not answer: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new ProviderException(
                FormattableString.Invariant($"IAM at {endpoint} gave no answer within {patience.TotalSeconds} s")
                + $" to {action}, and may have done it all the same\n"
                + "HINT: look there for what this resource makes (a user, a key, a policy), and remove it before the "
                + "next run.", exception);
        }
    }

    private async Task<HttpRequestMessage> RequestAsync(byte[] form)
    {
        var credentials = await sign();
        var now = time.GetUtcNow().UtcDateTime;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = ContentType,
            ["host"] = endpoint.Authority,
            ["x-amz-date"] = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture),
        };
        if (credentials.Token is { Length: > 0 } token) headers["x-amz-security-token"] = token;
        var names = string.Join(';', headers.Keys);
        var canonical = $"POST\n{endpoint.AbsolutePath}\n\n"
            + string.Concat(headers.Select(static header => $"{header.Key}:{header.Value}\n"))
            + $"\n{names}\n{Convert.ToHexStringLower(SHA256.HashData(form))}";
        var signature = AWS4Signer.ComputeSignature(credentials, region, now, "iam", names, canonical);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(form) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        foreach (var name in (string[])["x-amz-date", "x-amz-security-token"])
        {
            if (headers.TryGetValue(name, out var value)) request.Headers.TryAddWithoutValidation(name, value);
        }
        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        return request;
    }

    private static XElement? Parse(string text)
    {
        try
        {
            var root = XElement.Parse(text);
            foreach (var element in root.DescendantsAndSelf()) element.Name = element.Name.LocalName;
            return root;
        }
        catch (XmlException)
        {
            // Not IAM: its text says more than ours would.
            return null;
        }
    }
}
