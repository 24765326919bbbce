using System.Collections.Immutable;

namespace Postern.Embedded.Contracts.Programs;

/// <summary>What the language host of Pulumi hands to a program in PULUMI_* variables, handed over in process
/// instead.</summary>
/// <param name="Config">Decrypted configuration: "namespace:key" to text; structured values are JSON text.</param>
/// <param name="ConfigSecretKeys">The keys of <paramref name="Config"/> that hold a secret.</param>
public sealed record ProgramContext(
    string Organization, string Project, string Stack, bool IsDryRun, int Parallel, string RootDirectory,
    ImmutableSortedDictionary<string, string> Config, ImmutableHashSet<string> ConfigSecretKeys,
    IResourceMonitor Monitor);

/// <summary>
/// Where the embedded engine leaves the context before it calls the program's entry point in its own process. Null
/// outside a run: the stand-in SDK then reports that the program was started without an engine.
/// </summary>
public static class ProgramHost
{
    public static ProgramContext? Current { get; set; }
}
