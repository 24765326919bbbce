using Postern.Embedded.Contracts.Programs;
using Xunit;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>Runs of programs share one static context, so that the tests which make them take turns.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SerialRuns
{
    public const string Name = "runs of programs";

    internal static async Task<int> RunAsync(ProgramContext context, Func<Task<int>> program)
    {
        ProgramHost.Current = context;
        try
        {
            return await program();
        }
        finally
        {
            ProgramHost.Current = null;
            Environment.ExitCode = 0; // a failing run sets it, which is not meant for the test process
        }
    }
}
