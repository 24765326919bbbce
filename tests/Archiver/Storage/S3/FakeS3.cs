using System.Collections.Concurrent;
using System.Globalization;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;

namespace Postern.Tests.Archiver.Storage.S3;

/// <summary>
/// The part of S3 that the archiver uses, in memory, over a real socket. <see cref="Fault"/> sees every request first
/// and may answer in its place. The real store is another tier of tests; this one is for what a real store does only
/// on its worst days.
/// </summary>
internal sealed class FakeS3 : IAsyncDisposable
{
    public const string Bucket = "bucket";

    private readonly LoopbackServer _server;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, (byte[] Bytes, DateTimeOffset Modified)> _objects =
        new(StringComparer.Ordinal);

    private readonly Dictionary<string, SortedDictionary<int, byte[]>> _uploads = [];

    /// <param name="certificate">Null for plain HTTP.</param>
    public FakeS3(X509Certificate2? certificate = null)
    {
        _server = new LoopbackServer(Answer, certificate);
        Endpoint = $"{(certificate is null ? "http" : "https")}://127.0.0.1:{_server.Port}";
    }

    public string Endpoint { get; }

    public Func<HttpExchange, HttpAnswer?> Fault { get; set; } = _ => null;

    public ConcurrentQueue<HttpExchange> Requests { get; } = [];

    public int PageSize { get; set; } = 1000;

    public int Connections => _server.Connections;

    public int OpenUploads => _uploads.Count;

    public static HttpAnswer Error(int status, string code, string message = "said the fake") => new(
        status,
        Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>"))
    {
        Headers = { ["Content-Type"] = "application/xml" },
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

#pragma warning disable CA5351 // S3's ETag is an MD5, and the SDK compares it.
    private static string ETagOf(byte[] bytes) =>
        $"\"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(bytes))}\"";
#pragma warning restore CA5351

    private HttpAnswer Answer(HttpExchange exchange)
    {
        Requests.Enqueue(exchange);
        if (Fault(exchange) is { } fault) return fault;
        lock (_lock)
        {
            var path = exchange.Path.TrimStart('/');
            if (path.Split('/')[0] != Bucket)
                return exchange.Method == "HEAD" ? HttpAnswer.Empty(404) : Error(404, "NoSuchBucket");
            var key = path.Length > Bucket.Length + 1 ? path[(Bucket.Length + 1)..] : "";
            if (key.Length == 0) return exchange.Method == "POST" ? Delete(exchange) : OfBucket(exchange);
            return exchange.Method switch
            {
                "HEAD" or "GET" => Get(exchange, key),
                "PUT" => Put(exchange, key),
                "POST" => Multipart(exchange, key),
                "DELETE" => Remove(exchange, key),
                _ => Error(405, "MethodNotAllowed"),
            };
        }
    }

    private HttpAnswer OfBucket(HttpExchange exchange)
    {
        if (exchange.Method == "HEAD") return HttpAnswer.Empty(200);
        var prefix = exchange.Query.GetValueOrDefault("prefix", "");
        var after = exchange.Query.GetValueOrDefault("continuation-token", "");
        var flat = exchange.Query.GetValueOrDefault("delimiter", "") == "/";
        var found = _objects.Where(entry =>
            entry.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(entry.Key, after) > 0
            && !(flat && entry.Key.IndexOf('/', prefix.Length) >= 0)).ToList();
        var page = found.Take(PageSize).ToList();
        var text = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
        text.Append(page.Count < found.Count ? "<IsTruncated>true</IsTruncated>" : "<IsTruncated>false</IsTruncated>");
        var culture = CultureInfo.InvariantCulture;
        if (page.Count < found.Count)
        {
            text.Append("<NextContinuationToken>").Append(SecurityElement.Escape(page[^1].Key));
            text.Append("</NextContinuationToken>");
        }
        foreach (var (key, (bytes, modified)) in page)
        {
            text.Append(culture, $"<Contents><Key>{SecurityElement.Escape(key)}</Key><Size>{bytes.Length}</Size>");
            var changed = modified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", culture);
            text.Append(culture, $"<LastModified>{changed}</LastModified></Contents>");
        }
        text.Append("</ListBucketResult>");
        return new HttpAnswer(200, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private HttpAnswer Get(HttpExchange exchange, string key)
    {
        if (!_objects.TryGetValue(key, out var found))
            return exchange.Method == "HEAD" ? HttpAnswer.Empty(404) : Error(404, "NoSuchKey");
        var bytes = found.Bytes;
        var status = 200;
        var headers = new Dictionary<string, string>
        {
            ["Last-Modified"] = found.Modified.ToString("R", CultureInfo.InvariantCulture),
            ["ETag"] = ETagOf(bytes),
        };
        if (exchange.Headers.TryGetValue("Range", out var range))
        {
            var start = int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
            if (start >= bytes.Length) return Error(416, "InvalidRange");
            status = 206;
            headers["Content-Range"] = $"bytes {start}-{bytes.Length - 1}/{bytes.Length}";
            bytes = bytes[start..];
        }
        if (exchange.Method == "HEAD") headers["Content-Length"] = $"{bytes.Length}";
        return new HttpAnswer(status, bytes) { Headers = headers };
    }

    private HttpAnswer Put(HttpExchange exchange, string key)
    {
        if (exchange.Query.TryGetValue("uploadId", out var upload))
        {
            if (!_uploads.TryGetValue(upload, out var parts)) return Error(404, "NoSuchUpload");
            parts[int.Parse(exchange.Query["partNumber"], CultureInfo.InvariantCulture)] = exchange.Body;
            return new HttpAnswer(200, []) { Headers = { ["ETag"] = ETagOf(exchange.Body) } };
        }
        if (exchange.Headers.ContainsKey("If-None-Match") && _objects.ContainsKey(key))
            return Error(412, "PreconditionFailed");
        _objects[key] = (exchange.Body, DateTimeOffset.UtcNow);
        return new HttpAnswer(200, []) { Headers = { ["ETag"] = ETagOf(exchange.Body) } };
    }

    private HttpAnswer Multipart(HttpExchange exchange, string key)
    {
        if (exchange.Query.ContainsKey("uploads"))
        {
            var upload = $"upload-{_uploads.Count}-{Requests.Count}";
            _uploads[upload] = [];
            return new HttpAnswer(200, Encoding.UTF8.GetBytes(
                $"<InitiateMultipartUploadResult><UploadId>{upload}</UploadId></InitiateMultipartUploadResult>"));
        }
        var id = exchange.Query["uploadId"];
        if (!_uploads.TryGetValue(id, out var parts)) return Error(404, "NoSuchUpload");
        if (exchange.Headers.ContainsKey("If-None-Match") && _objects.ContainsKey(key))
            return Error(412, "PreconditionFailed");
        _objects[key] = ([.. parts.Values.SelectMany(part => part)], DateTimeOffset.UtcNow);
        _uploads.Remove(id);
        return new HttpAnswer(200, Encoding.UTF8.GetBytes(
            "<CompleteMultipartUploadResult><ETag>\"1\"</ETag></CompleteMultipartUploadResult>"));
    }

    private HttpAnswer Remove(HttpExchange exchange, string key)
    {
        if (exchange.Query.TryGetValue("uploadId", out var upload)) _uploads.Remove(upload);
        else _objects.Remove(key);
        return HttpAnswer.Empty(204);
    }

    private HttpAnswer Delete(HttpExchange exchange)
    {
        foreach (var key in XDocument.Parse(Encoding.UTF8.GetString(exchange.Body)).Descendants()
            .Where(element => element.Name.LocalName == "Key"))
            _objects.Remove(key.Value);
        return new HttpAnswer(200, "<DeleteResult></DeleteResult>"u8.ToArray());
    }
}
