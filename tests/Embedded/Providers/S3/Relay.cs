using System.Net;
using System.Net.Sockets;

namespace Postern.Tests.Embedded.Providers.S3;

/// <summary>Listens on a port and passes every connection on: a store that has just come up.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Uri _target;

    public Relay(int port, Uri target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _ = AcceptAsync();
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassOnAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        await far.ConnectAsync(_target.Host, _target.Port);
        await Task.WhenAny(
            near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
    }
}
