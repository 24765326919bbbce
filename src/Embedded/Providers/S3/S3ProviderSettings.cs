namespace Postern.Embedded.Providers.S3;

/// <summary>What the provider takes from its surroundings.</summary>
/// <param name="RandomBytes">A given number of random bytes, for names that the program leaves open.</param>
public sealed record S3ProviderSettings(TimeProvider Time, Func<int, byte[]> RandomBytes);
