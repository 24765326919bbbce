using System.Collections.Immutable;
using System.Reflection;
using Postern.Embedded.Contracts.Programs;

namespace Pulumi.Running;

/// <summary>Runs one program to its end, and turns how it ended into an exit code.</summary>
internal sealed class Runner(ProgramRun run, Assembly program)
{
    /// <summary>The program has reported its error; whoever started it need not add anything.</summary>
    private const int ReportedExitCode = 32;

    public async Task<int> RunAsync<TStack>(Func<TStack> create)
        where TStack : Stack
    {
        try
        {
            var stack = create();
            stack.RegisterPropertyOutputs();
            run.Tasks.Add(stack.StackOutputs.Data);
        }
        catch (Exception e)
        {
            return await FailAsync([e]).ConfigureAwait(false);
        }
        return await FinishAsync().ConfigureAwait(false);
    }

    public Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> function, StackOptions? options)
    {
        var stack = new Stack(function, options);
        run.Tasks.Add(stack.StackOutputs.Data);
        return FinishAsync();
    }

    private async Task<int> FinishAsync()
    {
        var failures = await run.Tasks.WaitAsync().ConfigureAwait(false);
        if (failures.Length > 0) return await FailAsync(failures).ConfigureAwait(false);
        return run.Messages.HasErrors ? 1 : 0;
    }

    private async Task<int> FailAsync(ImmutableArray<Exception> failures)
    {
        var reported = false;
        foreach (var failure in failures) reported |= await ReportAsync(failure).ConfigureAwait(false);
        var exitCode = reported ? ReportedExitCode : 1;
        // For programs that await the run but do not return its result.
        Environment.ExitCode = exitCode;
        return exitCode;
    }

    private async Task<bool> ReportAsync(Exception failure)
    {
        switch (failure)
        {
            case LogException:
                return false;
            case RunEndedException:
                return true;
            case RunException:
                await ErrorAsync(failure.Message).ConfigureAwait(false);
                return true;
            case ResourceException { HideStack: var hideStack, Resource: var resource }:
                await ErrorAsync(hideStack ? failure.Message : failure.ToString(), resource).ConfigureAwait(false);
                return true;
            default:
                await ErrorAsync($"Running program '{program.Location}' failed with an unhandled exception:\n{failure}")
                    .ConfigureAwait(false);
                return true;
        }
    }

    private Task ErrorAsync(string message, Resource? resource = null) =>
        run.Messages.ShowAsync(LogSeverity.Error, message, resource, ephemeral: false);
}
