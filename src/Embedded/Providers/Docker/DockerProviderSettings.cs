namespace Postern.Embedded.Providers.Docker;

/// <summary>What the provider takes from its surroundings.</summary>
/// <param name="Host">DOCKER_HOST, used when the configuration names no host; null for the default socket.</param>
/// <param name="RandomBytes">A given number of random bytes, for names that the program leaves open.</param>
public sealed record DockerProviderSettings(string? Host, TimeProvider Time, Func<int, byte[]> RandomBytes);
