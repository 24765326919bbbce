using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Postern.Tests.Archiver.Storage.S3;

/// <summary>A request as it came over the wire.</summary>
internal sealed record HttpExchange(
    string Method, string Path, IReadOnlyDictionary<string, string> Query,
    IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>
/// An answer; with <see cref="SendBytes"/> it breaks off after so many bytes of the body and closes the connection.
/// </summary>
internal sealed record HttpAnswer(int Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public int? SendBytes { get; init; }

    /// <summary>Nothing is sent, and the connection stays open.</summary>
    public bool Hangs { get; init; }

    public static HttpAnswer Empty(int status) => new(status, []);
}

/// <summary>HTTP/1.1 on a loopback port, so plain that it can misbehave; over TLS where it has a
/// certificate.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<HttpExchange, HttpAnswer> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    public LoopbackServer(Func<HttpExchange, HttpAnswer> answer, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                Connections++;
                _ = ServeAsync(client);
            }
        }
        catch (Exception error)
            when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await using var stream = await OpenAsync(client);
                while (await ReadAsync(stream) is { } exchange)
                {
                    var answer = _answer(exchange);
                    if (answer.Hangs) await Task.Delay(Timeout.Infinite, _stopping.Token);
                    await WriteAsync(stream, exchange, answer);
                    if (answer.SendBytes is not null) return;
                }
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or SocketException
                or AuthenticationException)
            {
                // The client went away or wants another certificate, or the test is over.
            }
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null) return client.GetStream();
        var secure = new SslStream(client.GetStream());
        await secure.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stopping.Token);
        return secure;
    }

    private async Task<HttpExchange?> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        var one = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(one, _stopping.Token) == 0) return null;
            head.Add(one[0]);
        }
        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var request = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(
            pair => pair[0], pair => pair.Length > 1 ? pair[1] : "", StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers.GetValueOrDefault("Content-Length", "0"), CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stopping.Token);
        var target = request[1].Split('?', 2);
        var query = (target.Length > 1 ? target[1] : "").Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part.Length > 1 ? Uri.UnescapeDataString(part[1]) : "");
        return new HttpExchange(request[0], Uri.UnescapeDataString(target[0]), query, headers, body);
    }

    private async Task WriteAsync(Stream stream, HttpExchange exchange, HttpAnswer answer)
    {
        var head = new StringBuilder($"HTTP/1.1 {answer.Status} X\r\n");
        if (!answer.Headers.ContainsKey("Content-Length"))
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {answer.Body.Length}\r\n");
        foreach (var (name, value) in answer.Headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append("\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), _stopping.Token);
        if (exchange.Method == "HEAD") return;
        await stream.WriteAsync(answer.Body.AsMemory(0, answer.SendBytes ?? answer.Body.Length), _stopping.Token);
    }

    private static bool EndsHead(List<byte> head) =>
        head.Count >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';
}
