namespace Postern.Embedded.Providers.Nomad;

/// <summary>What the provider takes from its surroundings, used where the configuration says nothing.</summary>
/// <param name="Address">NOMAD_ADDR.</param>
/// <param name="Token">NOMAD_TOKEN, a secret.</param>
/// <param name="Region">NOMAD_REGION.</param>
public sealed record NomadProviderSettings(string? Address, string? Token, string? Region, TimeProvider Time)
{
    /// <summary>NOMAD_CACERT: the file of the authority that signed the agent's certificate.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>NOMAD_CLIENT_CERT.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>NOMAD_CLIENT_KEY.</summary>
    public string? KeyFile { get; init; }

    /// <summary>NOMAD_SKIP_VERIFY.</summary>
    public bool SkipsVerification { get; init; }
}
