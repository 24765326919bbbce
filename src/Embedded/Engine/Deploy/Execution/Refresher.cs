using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Planning;
using Postern.Embedded.Engine.Deploy.Providers;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Deploy.Execution;

/// <summary>Reads every resource of the state and adopts what is there. Sees each resource alone; order does not
/// matter.</summary>
public sealed class Refresher(
    RunContext run, ProviderRegistry providers, StateJournal journal, ChangeCounter counter, TargetSet targets)
{
    private readonly AsyncGate _slots = new(Math.Max(1, run.Options.Parallel));

    public async Task RunAsync(Snapshot snapshot)
    {
        var tasks = snapshot.Resources
            .Where(resource => !resource.Delete && !resource.IsProvider && !resource.External
                && !resource.PendingReplacement)
            .Select(RefreshAsync).ToArray();
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (RunEndedException)
        {
            // The failed read has said why; the run counts as failed.
        }
    }

    private async Task RefreshAsync(ResourceState old)
    {
        var step = new Step(StepOp.Refresh, old, old);
        var named = run.Options.Kind == RunKind.Refresh;
        if (!old.Custom || !targets.Names(old.Urn))
        {
            if (!named) return;
            run.Publish(new StepStarted(step));
            counter.Count("same");
            run.Publish(new StepEnded(step, 0));
            return;
        }
        await _slots.EnterAsync(run.Cancellation);
        try
        {
            run.ThrowIfEnding();
            run.Publish(new StepStarted(step));
            var started = run.Time.GetTimestamp();
            var ended = await ReadAsync(step);
            await journal.EndAsync(step, ended);
            if (named) counter.Count(ended.New is null ? "delete" : ended.Details.Count > 0 ? "update" : "same");
            run.Publish(new StepEnded(ended, run.Time.GetElapsedTime(started).TotalSeconds));
        }
        catch (Exception failure) when (failure is not RunEndedException and not StateFailure)
        {
            run.Fail(failure.Message, old.Urn);
            run.Publish(new StepFailed(step));
            throw new RunEndedException(failure.Message);
        }
        finally
        {
            _slots.Leave();
        }
    }

    private async Task<Step> ReadAsync(Step step)
    {
        var old = step.Old!;
        var provider = await providers.GetAsync(old);
        var found = await provider.ReadAsync(
            RunContext.Identity(old), old.Id ?? "", old.Inputs.WithoutSecrets(), old.Outputs.WithoutSecrets(),
            run.Cancellation);
        if (found is null) return step with { New = null };
        var inputs = found.Inputs.MarkSecretsOf(old.Inputs);
        var outputs = found.Outputs.MarkSecretsOf(inputs).MarkSecret(old.AdditionalSecretOutputs)
            .MarkSecretsOf(old.Outputs);
        var diff = ValueDiff.Compare(old.Outputs, outputs);
        var news = old with { Id = found.Id, Inputs = inputs, Outputs = outputs, InitErrors = [] };
        if (!diff.HasChanges) return step with { New = news };
        var details = ResourceDiff.None.Details.ToBuilder();
        ResourceDiff.Collect(diff, PropertyPath.Root, details);
        return step with
        {
            New = news with { Modified = StateTime.Format(run.Time.GetUtcNow()) },
            Details = details.ToImmutable(),
        };
    }
}
