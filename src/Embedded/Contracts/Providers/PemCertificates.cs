using System.Security.Cryptography.X509Certificates;

namespace Postern.Embedded.Contracts.Providers;

/// <summary>Certificates as providers are given them: PEM texts (RFC 7468).</summary>
public static class PemCertificates
{
    /// <summary>A client's certificate with its key; the copy is the caller's.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">No PEM, or no pair.</exception>
    public static X509Certificate2 Pair(string certificate, string key)
    {
        using var pair = X509Certificate2.CreateFromPem(certificate, key);
        // The copy outlives this method, with its key.
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Trusts what this authority signed, and nothing else.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">No PEM.</exception>
    public static X509ChainPolicy Trusting(string authority)
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
