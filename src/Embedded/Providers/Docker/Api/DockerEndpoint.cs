using System.Collections.Immutable;
using System.Net.Sockets;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Embedded.Providers.Docker.Api;

/// <summary>
/// Where a Docker Engine listens: <c>unix:///path</c>, <c>tcp://host:port</c> with or without TLS,
/// <c>https://host:port</c> with and <c>http://host:port</c> without, or <c>ssh://[user@]host[:port]</c>, which runs
/// <c>docker system dial-stdio</c> over there, as the docker CLI does.
/// </summary>
internal sealed record DockerEndpoint(string Host, ImmutableArray<string> SshOptions, DockerTls? Tls = null)
{
    public const string DefaultHost = "unix:///var/run/docker.sock";

    private const string UnixPrefix = "unix://";

    private const int PlainPort = 2375;

    private const int TlsPort = 2376;

    private const string StartDocker = "start Docker (`systemctl start docker`)";

    /// <summary>Whether containers' ports are opened on this machine.</summary>
    public bool IsLocal => Host.StartsWith(UnixPrefix, StringComparison.Ordinal);

    /// <summary>The port of a tcp, http or https host: the one given, or dockerd's own for plain text or TLS.</summary>
    public int Port
    {
        get
        {
            var uri = new Uri(Host);
            // A port that is its scheme's own counts as well, and Uri does not tell whether it was given.
            var authority = Host.Split("://", 2)[^1].Split('/', '?', '#')[0];
            var isGiven = authority[(authority.LastIndexOfAny(['@', ']']) + 1)..].Contains(':');
            return isGiven && uri.Port > 0 ? uri.Port : Tls is null ? PlainPort : TlsPort;
        }
    }

    private string SocketPath => Host[UnixPrefix.Length..];

    public static bool IsSupported(string host) =>
        host.StartsWith(UnixPrefix, StringComparison.Ordinal)
        || (Uri.TryCreate(host, UriKind.Absolute, out var uri) && uri.Scheme is "tcp" or "http" or "https" or "ssh");

    /// <summary>Why a host is refused that is none.</summary>
    public static string Refusal(string host) => $"'{host}' is no Docker host: give unix:///path, tcp://host:port, "
        + "https://host:port, http://host:port or ssh://user@host";

    /// <summary>Whether the settings for TLS count for this host.</summary>
    public static bool MayUseTls(string host) =>
        host.StartsWith("tcp://", StringComparison.Ordinal) || MustUseTls(host);

    /// <summary>Whether it never speaks plain text, whatever the settings.</summary>
    public static bool MustUseTls(string host) => host.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    public async ValueTask<Stream> ConnectAsync(CancellationToken cancellation)
    {
        if (IsLocal)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            return await OpenAsync(
                socket, token =>
                    socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), token), cancellation);
        }
        var uri = new Uri(Host);
        if (uri.Scheme == "ssh") return DialStdioStream.Start(uri, SshOptions);
        var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var plain = await OpenAsync(tcp, token => tcp.ConnectAsync(uri.Host, Port, token), cancellation);
        return Tls is null ? plain : await Tls.SecureAsync(plain, uri.Host, cancellation);
    }

    /// <summary>The message when nobody answers there, with the way on.</summary>
    public ProviderException Away(Exception cause)
    {
        var (reason, way) = Reason(Innermost(cause));
        return new ProviderException(
            $"failed to connect to any docker daemon at '{Host}': {reason}\n"
            + $"HINT: {way}, or set DOCKER_HOST or docker:host to where it listens.",
            cause);
    }

    // Of a file that is not there .NET says that an address cannot be assigned.
    private (string Reason, string Way) Reason(Exception cause) => cause switch
    {
        SocketException when IsLocal && !File.Exists(SocketPath) && !IsDenied(cause) =>
            ("there is no such socket", StartDocker),
        _ when IsLocal && IsDenied(cause) => (cause.Message,
            "add your user to the group of the socket (`sudo usermod -aG docker $USER`, then log in again)"),
        _ => (cause.Message, StartDocker),
    };

    private static bool IsDenied(Exception cause) =>
        cause is SocketException { SocketErrorCode: SocketError.AccessDenied };

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
