using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Execution;
using Postern.Embedded.Engine.Deploy.Planning;
using Postern.Embedded.Engine.Deploy.Providers;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.Programs;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>
/// One run over a stack: repair what a killed run left, refresh, let the program register, delete what nobody asked
/// for.
/// <paramref name="saver"/> is null for previews.
/// </summary>
public sealed class Deployment(
    RunContext run, Func<string, IProvider?> createProvider, IStateSaver? saver, string engineVersion)
{
    private const int BailExitCode = 32;

    private readonly ChangeCounter _counter = new();
    private int _protectedLeft;

    /// <param name="start">The state as it was loaded.</param>
    /// <param name="program">The program, for updates and their previews.</param>
    /// <param name="context">Makes the program's context around a monitor.</param>
    /// <exception cref="OperationCanceledException">The user ended the run at once; what was running is pending in
    /// the state.</exception>
    public async Task<RunResult> RunAsync(
        Snapshot start, IProgram? program, Func<IResourceMonitor, ProgramContext>? context)
    {
        using var interruption = run.Stop.Register(() => run.Publish(new Interrupted()));
        // Nobody waits for what does not heed the cancellation: the journal writes nothing any more.
        return await RunToEndAsync(start, program, context).WaitAsync(run.Cancellation);
    }

    private async Task<RunResult> RunToEndAsync(
        Snapshot start, IProgram? program, Func<IResourceMonitor, ProgramContext>? context)
    {
        SnapshotInvariants.Verify(start);
        foreach (var resource in start.Resources)
        {
            run.Secrets.Add(resource.Inputs);
            run.Secrets.Add(resource.Outputs);
        }
        var journal = new StateJournal(start, saver, run.Time, engineVersion, run.Cancellation);
        await new PendingRepair(run, createProvider, journal).RunAsync(start);
        var current = journal.Current();
        if (!run.HasFailed && (run.Options.Refresh || run.Options.Kind == RunKind.Refresh))
            current = await RefreshAsync(journal);
        if (!run.HasFailed && run.Options.Kind != RunKind.Refresh)
            (journal, current) = await ChangeAsync(current, program, context);
        if (run.IsIncomplete) run.Say(LogSeverity.Error, EndText(), null);
        await journal.SaveAsync(always: true);
        return new RunResult(!run.HasFailed, _counter.Counts, run.Failed.Count(), current, _protectedLeft);
    }

    private string EndText() => run switch
    {
        { Options.Preview: true } => "preview failed",
        _ => run.Options.Kind switch
        {
            RunKind.Refresh => "refresh failed",
            RunKind.Destroy => "destroy failed",
            _ => "update failed",
        },
    };

    private async Task<Snapshot> RefreshAsync(StateJournal journal)
    {
        var providers = new ProviderRegistry(createProvider, journal.Start, run.Cancellation);
        // The journal speaks of the entries that it was started with; the refresher must see the very same.
        await new Refresher(run, providers, journal, _counter, new TargetSet(run.Options)).RunAsync(journal.Start);
        var current = journal.Current();
        if (run.Options is { Kind: RunKind.Refresh, Preview: false } && current.Stack is { } stack)
            run.Publish(new OutputsKnown(stack, stack));
        return current;
    }

    private async Task<(StateJournal Journal, Snapshot Current)> ChangeAsync(
        Snapshot current, IProgram? program, Func<IResourceMonitor, ProgramContext>? context)
    {
        var journal = new StateJournal(current, saver, run.Time, engineVersion, run.Cancellation);
        var olds = new OldResources(current);
        var providers = new ProviderRegistry(createProvider, current, run.Cancellation);
        var targets = new TargetSet(run.Options);
        var executor = new StepExecutor(run, providers, journal, _counter);
        var taken = (IReadOnlySet<string>)ImmutableHashSet<string>.Empty;
        if (program is not null && context is not null)
        {
            var planner = new RegistrationPlanner(
                run, olds, providers, targets, new ReplacementPlanner(run, olds, providers));
            var defaults = new DefaultProviders(run, planner, executor);
            var monitor = new ResourceMonitor(run, olds, planner, executor, defaults, providers, journal, _counter);
            await RunProgramAsync(program, context(monitor), monitor);
            // A program that failed did not say what its outputs are: the display has them go, the state keeps them.
            if (run is { HasFailed: true, Options.Preview: false } && !monitor.HasOutputs(run.StackUrn)
                && olds.Find(run.StackUrn) is { } stack)
                run.Publish(new OutputsKnown(stack, stack with { Outputs = PropertyMap.Empty }));
            taken = planner.Taken;
        }
        if (!run.HasFailed && !run.IsEnding) await DeleteAsync(journal, targets, taken, executor);
        return (journal, journal.Current());
    }

    private async Task RunProgramAsync(IProgram program, ProgramContext context, ResourceMonitor monitor)
    {
        var exitCode = await program.RunAsync(context, run.Cancellation);
        await monitor.CloseAsync();
        if (exitCode == 0) return;
        if (exitCode != BailExitCode && !run.IsEnding)
            run.Fail($"an unhandled error occurred: Program exited with non-zero exit code: {exitCode}", null);
        else if (!run.HasFailed)
            run.MarkFailed();
    }

    private async Task DeleteAsync(
        StateJournal journal, TargetSet targets, IReadOnlySet<string> taken, StepExecutor executor)
    {
        var left = journal.Left();
        var (steps, failures) = new DeletionPlanner(run.Options, targets).Plan(left, journal.Start, taken);
        if (run.Options is { Kind: RunKind.Destroy, ExcludeProtected: true })
            _protectedLeft = left.Resources.Count(resource => resource is { Protect: true, Delete: false });
        if (failures.IsEmpty) await DeletionRunner.RunAsync(steps, executor);
        else await RefuseAsync(steps, failures, executor);
    }

    /// <summary>Nothing is deleted; a preview still shows what would be, but for what cannot be and what that
    /// needs.</summary>
    private async Task RefuseAsync(
        ImmutableArray<Step> steps, ImmutableArray<PlanFailure> failures, StepExecutor executor)
    {
        var refused = failures.Select(failure => failure.ResourceUrn).ToHashSet(StringComparer.Ordinal);
        if (run.Options.Preview)
        {
            var needed = new HashSet<string>(StringComparer.Ordinal);
            foreach (var step in steps.Reverse())
            {
                if (refused.Contains(step.Urn) || needed.Contains(step.Urn)) needed.UnionWith(step.Old!.Requirements());
            }
            await DeletionRunner.RunAsync(
                [.. steps.Where(step => !refused.Contains(step.Urn) && !needed.Contains(step.Urn))], executor);
        }
        foreach (var failure in failures)
        {
            var step = steps.First(step => step.Urn == failure.ResourceUrn);
            if (failure.IsOnlyAside)
            {
                run.Fail(failure.Message, failure.ResourceUrn);
                run.Publish(new StepStarted(step));
                if (!run.Options.Preview) continue;
                _counter.Count(step);
                run.Publish(new StepEnded(step, 0));
                continue;
            }
            run.Publish(new StepStarted(step));
            run.Fail((run.Options.Preview ? "Preview failed: " : "") + failure.Message, failure.ResourceUrn);
        }
    }
}
