using System.Collections.Immutable;
using System.Net.Sockets;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Embedded.Providers.Docker.Api;

/// <summary>
/// Where a Docker Engine listens: <c>unix:///path</c>, <c>tcp://host:port</c> with or without TLS, or
/// <c>ssh://[user@]host[:port]</c>, which runs <c>docker system dial-stdio</c> over there, as the docker CLI does.
/// </summary>
internal sealed record DockerEndpoint(string Host, ImmutableArray<string> SshOptions, DockerTls? Tls = null)
{
    public const string DefaultHost = "unix:///var/run/docker.sock";

    private const int PlainPort = 2375;

    private const int TlsPort = 2376;

    /// <summary>Whether containers' ports are opened on this machine.</summary>
    public bool IsLocal => Host.StartsWith("unix://", StringComparison.Ordinal);

    public static bool IsSupported(string host) =>
        host.StartsWith("unix://", StringComparison.Ordinal)
        || (Uri.TryCreate(host, UriKind.Absolute, out var uri) && uri.Scheme is "tcp" or "http" or "https" or "ssh");

    public static bool MayUseTls(string host) => host.StartsWith("tcp://", StringComparison.Ordinal)
        || host.StartsWith("https://", StringComparison.Ordinal);

    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellation)
    {
        if (IsLocal)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            return await OpenAsync(
                socket, token =>
                    socket.ConnectAsync(new UnixDomainSocketEndPoint(Host["unix://".Length..]), token), cancellation);
        }
        var uri = new Uri(Host);
        if (uri.Scheme == "ssh") return DialStdioStream.Start(uri, SshOptions);
        var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var port = uri.Port > 0 && !uri.IsDefaultPort ? uri.Port : Tls is null ? PlainPort : TlsPort;
        var plain = await OpenAsync(tcp, token => tcp.ConnectAsync(uri.Host, port, token), cancellation);
        return Tls is null ? plain : await Tls.SecureAsync(plain, uri.Host, cancellation);
    }

    /// <summary>The message when nobody answers there, with the way on.</summary>
    public ProviderException Away(Exception cause) => new(
        $"failed to connect to any docker daemon at '{Host}': {Innermost(cause).Message}\n"
        + $"HINT: start Docker (`systemctl start docker`), or set DOCKER_HOST or docker:host to where it listens.",
        cause);

    private static async ValueTask<Stream> OpenAsync(
        Socket socket, Func<CancellationToken, ValueTask> connect, CancellationToken cancellation)
    {
        try
        {
            await connect(cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Exception Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception;
}
