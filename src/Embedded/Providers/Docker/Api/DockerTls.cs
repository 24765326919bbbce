using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Providers.Docker.Api;

/// <summary>
/// TLS to an engine on tcp:// or https://: the client's certificate and key, and the authority that signed the
/// engine's. As PEM texts (<c>caMaterial</c>, <c>certMaterial</c>, <c>keyMaterial</c>), or as the files that dockerd's
/// manual names, in a folder (<c>certPath</c>, DOCKER_CERT_PATH). Without an authority the machine's own are asked;
/// without a pair the client stays unknown to the engine.
/// </summary>
internal sealed record DockerTls(string? Authority, string? Certificate, string? Key)
{
    /// <summary>The settings, or null for a plain connection.</summary>
    /// <param name="config">The provider's configuration.</param>
    /// <param name="standardPath">The folder of DOCKER_CERT_PATH, or null.</param>
    /// <param name="required">Whether the host speaks TLS only: then it does without a client's pair, too.</param>
    /// <exception cref="ProviderException">A file is missing, or one half of a pair.</exception>
    public static DockerTls? Read(PropertyMap config, string? standardPath, bool required)
    {
        var (certificate, key) = (config.Text("certMaterial"), config.Text("keyMaterial"));
        if (certificate is { Length: > 0 } != key is { Length: > 0 })
        {
            throw new ProviderException("'certMaterial' and 'keyMaterial' of the docker provider go together");
        }
        var material = config.Text("caMaterial");
        if (certificate is { Length: > 0 }) return new DockerTls(material, certificate, key);
        // Whoever names the authority does not mean plain text.
        if (material is { Length: > 0 }) return new DockerTls(material, null, null);
        var folder = config.Text("certPath") is { Length: > 0 } given ? given : standardPath;
        if (string.IsNullOrEmpty(folder)) return required ? new DockerTls(null, null, null) : null;
        try
        {
            var files = Array.ConvertAll(["ca.pem", "cert.pem", "key.pem"], name => Path.Combine(folder, name));
            var authority = File.Exists(files[0]) ? File.ReadAllText(files[0]) : null;
            if (required && authority is not null && !File.Exists(files[1]) && !File.Exists(files[2]))
                return new DockerTls(authority, null, null);
            return new DockerTls(authority, File.ReadAllText(files[1]), File.ReadAllText(files[2]));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(
                $"'certPath' of the docker provider, '{folder}': {exception.Message}\n"
                + "HINT: it holds ca.pem, cert.pem and key.pem.", exception);
        }
    }

    /// <exception cref="IOException">The two do not trust each other; the message says why.</exception>
    public async Task<Stream> SecureAsync(Stream plain, string host, CancellationToken cancellation)
    {
        var secured = new SslStream(plain);
        try
        {
            var options = new SslClientAuthenticationOptions { TargetHost = host };
            if (Certificate is not null && Key is not null)
                options.ClientCertificates = [PemCertificates.Pair(Certificate, Key)];
            if (Authority is { Length: > 0 }) options.CertificateChainPolicy = PemCertificates.Trusting(Authority);
            await secured.AuthenticateAsClientAsync(options, cancellation);
            return secured;
        }
        catch (Exception exception) when (exception is AuthenticationException or CryptographicException)
        {
            await secured.DisposeAsync();
            throw new IOException($"TLS: {exception.Message}", exception);
        }
    }
}
