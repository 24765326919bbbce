using System.Net.Security;
using System.Security.Cryptography;
using Postern.Embedded.Contracts.Providers;

namespace Postern.Embedded.Providers.Nomad.Api;

/// <summary>TLS to an agent on https: whom to trust, and who we are.</summary>
internal sealed record NomadTls(SslClientAuthenticationOptions Options)
{
    /// <summary>The options of PEM texts, or null when nothing is given.</summary>
    /// <exception cref="ProviderException">One half of a pair, or no PEM.</exception>
    public static NomadTls? Read(string? authority, string? certificate, string? key, bool skipsVerification)
    {
        if (certificate is null != key is null)
        {
            throw new ProviderException("a client certificate and its key go together: certFile (certPem) and keyFile "
                + "(keyPem) of the nomad provider, or NOMAD_CLIENT_CERT and NOMAD_CLIENT_KEY");
        }
        if (authority is null && certificate is null && !skipsVerification) return null;
        var options = new SslClientAuthenticationOptions();
        try
        {
            if (certificate is not null && key is not null)
                options.ClientCertificates = [PemCertificates.Pair(certificate, key)];
            if (authority is not null) options.CertificateChainPolicy = PemCertificates.Trusting(authority);
        }
        catch (CryptographicException exception)
        {
            throw new ProviderException($"certificate of the nomad provider: {exception.Message}", exception);
        }
#pragma warning disable CA5359 // skipVerify asks for just this
        if (skipsVerification) options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        return new NomadTls(options);
    }
}
