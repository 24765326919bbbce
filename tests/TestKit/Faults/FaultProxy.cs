using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Postern.Tests.TestKit.Faults;

/// <summary>
/// A proxy in front of a real HTTP server that answers chosen requests with an error of its own. One request per
/// connection. The head goes on as it came but for "Connection: close", so that signatures of the Host header stay
/// valid.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int MaximumHeadBytes = 64 * 1024;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Uri> _upstream;
    private readonly Task _accepting;
    private readonly ConcurrentQueue<string> _failed = new();
    private Func<string, string, ProxyFault?> _fault = (_, _) => null;

    /// <param name="upstream">The real server; asked anew for each connection, because its port may change.</param>
    /// <param name="address">What to listen on; a network's gateway, so that containers reach it.</param>
    public FaultProxy(Func<Uri> upstream, IPAddress address)
    {
        _upstream = upstream;
        _listener = new TcpListener(address, 0);
        _listener.Start();
        Endpoint = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Endpoint { get; }

    /// <summary>Methods and paths that were answered with an error, in order.</summary>
    public IReadOnlyCollection<string> Failed => _failed;

    /// <summary>Decides by method and raw path; null lets the request through.</summary>
    public void Fail(Func<string, string, HttpStatusCode?> fault) => Fail(
        (method, path) => fault(method, path) is { } status ? ProxyFault.Answer(status, "SlowDown") : null);

    /// <summary>As the other, for faults of any kind.</summary>
    public void Fail(Func<string, string, ProxyFault?> fault) => Volatile.Write(ref _fault, fault);

    public void Heal() => Volatile.Write(ref _fault, (_, _) => null);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        try
        {
            var down = client.GetStream();
            var (head, rest) = await ReadHeadAsync(down);
            if (head is null) return;
            var parts = head[..head.IndexOf('\r')].Split(' ');
            if (Volatile.Read(ref _fault)(parts[0], parts[1]) is { } fault)
            {
                _failed.Enqueue($"{parts[0]} {parts[1]}");
                if (fault.Status is { } status) await RefuseAsync(down, status, fault.Code);
                else if (fault.IsSilent) await DrainAsync(down);
                return;
            }
            var target = _upstream();
            using var up = new TcpClient();
            await up.ConnectAsync(target.Host, target.Port, _stop.Token);
            var stream = up.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Closing(head)), _stop.Token);
            await stream.WriteAsync(rest, _stop.Token);
            var sending = down.CopyToAsync(stream, _stop.Token);
            await stream.CopyToAsync(down, _stop.Token);
            client.Close();
            await sending;
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException)
        {
            // The client or the server went away; the other side sees its connection closed.
        }
    }

    private async Task<(string? Head, byte[] Body)> ReadHeadAsync(NetworkStream stream)
    {
        var buffer = new byte[MaximumHeadBytes];
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), _stop.Token);
            if (read == 0) return (null, []);
            filled += read;
            var end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
                return (Encoding.Latin1.GetString(buffer, 0, end + 4), buffer[(end + 4)..filled]);
        }
        return (null, []);
    }

    private static string Closing(string head)
    {
        var lines = head.Split("\r\n").Where(line =>
            !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
        return string.Join("\r\n", lines).Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n",
            StringComparison.Ordinal);
    }

    private async Task RefuseAsync(NetworkStream stream, HttpStatusCode status, string code)
    {
        var body = $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>injected fault</Message></Error>";
        var answer = $"HTTP/1.1 {(int)status} {status}\r\nContent-Type: application/xml\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), _stop.Token);
        stream.Socket.Shutdown(SocketShutdown.Send);
        // A client that is still sending must be able to read the answer: its bytes are taken until it has done so.
        await DrainAsync(stream);
    }

    /// <summary>Until the client closes.</summary>
    private async Task DrainAsync(NetworkStream stream)
    {
        var sink = new byte[16 * 1024];
        while (await stream.ReadAsync(sink, _stop.Token) > 0)
        {
        }
    }
}
