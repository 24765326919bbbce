namespace Postern.Embedded.Providers.Docker;

/// <summary>What the provider takes from its surroundings.</summary>
/// <param name="Host">DOCKER_HOST, used when the configuration names no host; null for the default socket.</param>
/// <param name="CertificatePath">DOCKER_CERT_PATH, used when the configuration names none; null for a plain
/// connection.</param>
/// <param name="RandomBytes">A given number of random bytes, for names that the program leaves open.</param>
/// <param name="WorkingFolder">The program's folder: relative paths in inputs count from there.</param>
public sealed record DockerProviderSettings(
    string? Host, TimeProvider Time, Func<int, byte[]> RandomBytes, string WorkingFolder,
    string? CertificatePath = null);
