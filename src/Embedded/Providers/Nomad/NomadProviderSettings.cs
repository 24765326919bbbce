namespace Postern.Embedded.Providers.Nomad;

/// <summary>What the provider takes from its surroundings, used where the configuration says nothing.</summary>
/// <param name="Address">NOMAD_ADDR.</param>
/// <param name="Token">NOMAD_TOKEN, a secret.</param>
/// <param name="Region">NOMAD_REGION.</param>
public sealed record NomadProviderSettings(string? Address, string? Token, string? Region, TimeProvider Time);
