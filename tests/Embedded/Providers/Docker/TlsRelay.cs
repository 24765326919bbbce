using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>
/// The real engine behind TLS on a port of the loopback, as dockerd --tlsverify offers it: who comes must have a
/// certificate of the same authority.
/// </summary>
internal sealed class TlsRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _server;

    private readonly bool _knowsClients;

    /// <param name="knowsClients">Whether who comes must have a certificate.</param>
    public TlsRelay(bool knowsClients = true)
    {
        _knowsClients = knowsClients;
        _authority = MakeAuthority();
        (_server, _, _) = Issue("127.0.0.1");
        (_, Certificate, Key) = Issue("client");
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Authority => _authority.ExportCertificatePem();

    /// <summary>The client's, as PEM.</summary>
    public string Certificate { get; }

    public string Key { get; }

    public void Dispose()
    {
        _listener.Stop();
        _authority.Dispose();
        _server.Dispose();
    }

    private static X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private (X509Certificate2 Pair, string Certificate, string Key) Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(
            _authority, _authority.NotBefore, _authority.NotAfter, RandomNumberGenerator.GetBytes(8));
        using var pair = signed.CopyWithPrivateKey(key);
        return (X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null),
            signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true) _ = RelayAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        try
        {
            using var _ = client;
            await using var secured = new SslStream(client.GetStream());
            await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = _server,
                ClientCertificateRequired = _knowsClients,
                RemoteCertificateValidationCallback = (_, theirs, _, _) =>
                    !_knowsClients || theirs is not null && theirs.Issuer == "CN=authority",
            });
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint("/var/run/docker.sock"));
            await using var engine = new NetworkStream(socket);
            await Task.WhenAny(secured.CopyToAsync(engine), engine.CopyToAsync(secured));
        }
        catch (Exception exception) when (exception is IOException
            or System.Security.Authentication.AuthenticationException or SocketException or ObjectDisposedException)
        {
            // The client has ended it, or was not let in.
        }
    }
}
