using Postern.Embedded.Contracts.Programs;

namespace Postern.Embedded.Engine.Programs;

/// <summary>A program that declares resources.</summary>
public interface IProgram
{
    /// <summary>
    /// Runs it once; answers its exit code: 0, 32 when it reported its failure itself, anything else for a failure that
    /// nobody reported.
    /// </summary>
    Task<int> RunAsync(ProgramContext context, CancellationToken cancellation);
}
