using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
            if (certificate is not null)
            {
                using var pair = X509Certificate2.CreateFromPem(certificate, key);
                options.ClientCertificates =
                    [X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null)];
            }
            if (authority is not null) options.CertificateChainPolicy = Policy(authority);
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

    private static X509ChainPolicy Policy(string authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPem(authority);
        return policy;
    }
}
