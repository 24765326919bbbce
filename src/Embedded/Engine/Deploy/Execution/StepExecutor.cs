using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Providers;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Deploy.Execution;

/// <summary>
/// Carries steps out: events, the journal before and after, the provider in between. In a preview providers only
/// foresee. Decides nothing.
/// </summary>
public sealed class StepExecutor(
    RunContext run, ProviderRegistry providers, StateJournal journal, ChangeCounter counter)
{
    private readonly AsyncGate _slots = new(Math.Max(1, run.Options.Parallel));

    /// <summary>The steps one after the other; answers the final state of the last one that has one. Raises
    /// <see cref="RunEndedException"/> when a step failed or the run is ending.</summary>
    public async Task<ResourceState?> ExecuteAsync(ImmutableArray<Step> steps)
    {
        await _slots.EnterAsync(run.Cancellation);
        try
        {
            ResourceState? result = null;
            foreach (var step in steps)
            {
                run.ThrowIfEnding();
                result = await ExecuteOneAsync(
                    step with { New = result is not null && step.Op == StepOp.Replace ? result : step.New })
                    ?? result;
            }
            return result;
        }
        finally
        {
            _slots.Leave();
        }
    }

    private async Task<ResourceState?> ExecuteOneAsync(Step step)
    {
        if (step.New is { } asked) run.Secrets.Add(asked.Inputs);
        run.Publish(new StepStarted(step));
        var started = run.Time.GetTimestamp();
        try
        {
            await journal.BeginAsync(step);
            var ended = step with { New = await ApplyAsync(step) };
            if (ended.New is { } made) run.Secrets.Add(made.Outputs);
            await journal.EndAsync(step, ended);
            counter.Count(ended);
            run.Publish(new StepEnded(ended, run.Time.GetElapsedTime(started).TotalSeconds));
            return ended.New;
        }
        catch (PartialFailureException failure) when (step.New is { } goal)
        {
            var outputs = failure.Outputs.MarkSecretsOf(goal.Inputs).MarkSecret(goal.AdditionalSecretOutputs);
            var broken = Stamped(step, goal with { Id = failure.Id, Outputs = outputs, InitErrors = failure.Reasons });
            await journal.EndAsync(step, step with { New = broken });
            throw Failed(step, failure.Message);
        }
        catch (Exception failure) when (failure is not RunEndedException and not StateFailure)
        {
            await journal.FailAsync(step);
            throw Failed(step, failure is OperationCanceledException ? "operation cancelled" : failure.Message);
        }
    }

    private RunEndedException Failed(Step step, string message)
    {
        run.Fail(message, step.Urn);
        run.Publish(new StepFailed(step));
        return new RunEndedException(message);
    }

    /// <summary>The new state after the step, or null when the resource is gone.</summary>
    private async Task<ResourceState?> ApplyAsync(Step step)
    {
        switch (step.Op)
        {
            case StepOp.Create or StepOp.CreateReplacement:
                return await CreateAsync(step);
            case StepOp.Update:
                return await UpdateAsync(step);
            case StepOp.Delete or StepOp.DeleteReplaced:
                await DeleteAsync(step);
                return null;
            case StepOp.Read or StepOp.Import:
                return await ReadAsync(step);
            case StepOp.Same when step.New!.IsProvider:
                await providers.RegisterAsync(step.New, step.New.Reference);
                return step.New;
            case StepOp.Same:
                var marked = step.New!.Outputs.MarkSecret(step.New.AdditionalSecretOutputs);
                return step.New with { Outputs = marked, InitErrors = step.Old!.InitErrors };
            default:
                return step.New;
        }
    }

    private async Task<ResourceState> CreateAsync(Step step)
    {
        var goal = step.New!;
        if (!goal.Custom) return Stamped(step, goal);
        if (goal.IsProvider)
        {
            var made = Stamped(step, goal with { Id = run.Options.Preview ? PropertyMarkers.Unknown : run.NewId() });
            await providers.RegisterAsync(made, made.Reference);
            return made;
        }
        var provider = await providers.GetAsync(goal);
        var result = await provider.CreateAsync(
            RunContext.Identity(goal), goal.Inputs.WithoutSecrets(), goal.Timeouts.CreateSeconds, run.Options.Preview,
            new ProviderLog(run, goal.Urn), run.Cancellation);
        return Stamped(step, goal with
        {
            Id = run.Options.Preview ? PropertyMarkers.Unknown : result.Id,
            Outputs = Marked(result.Outputs, goal, step.Old),
        });
    }

    private async Task<ResourceState> UpdateAsync(Step step)
    {
        var (old, goal) = (step.Old!, step.New!);
        if (!goal.Custom) return Stamped(step, goal);
        if (goal.IsProvider)
        {
            await providers.RegisterAsync(goal, goal.Reference);
            return Stamped(step, goal);
        }
        var provider = await providers.GetAsync(goal);
        var request = new DiffRequest(
            RunContext.Identity(goal), old.Id ?? "", old.Inputs.WithoutSecrets(), old.Outputs.WithoutSecrets(),
            goal.Inputs.WithoutSecrets(), goal.IgnoreChanges);
        var outputs = await provider.UpdateAsync(
            request, goal.Timeouts.UpdateSeconds, run.Options.Preview, new ProviderLog(run, goal.Urn),
            run.Cancellation);
        return Stamped(step, goal with { Id = old.Id, Outputs = Marked(outputs, goal, old) });
    }

    private async Task DeleteAsync(Step step)
    {
        var old = step.Old!;
        if (!old.Custom || old.IsProvider || old.External || step.Retain || run.Options.Preview) return;
        var provider = await providers.GetAsync(old);
        await provider.DeleteAsync(
            RunContext.Identity(old), old.Id ?? "", old.Inputs.WithoutSecrets(), old.Outputs.WithoutSecrets(),
            old.Timeouts.DeleteSeconds, new ProviderLog(run, old.Urn), run.Cancellation);
    }

    private async Task<ResourceState> ReadAsync(Step step)
    {
        var goal = step.New!;
        var provider = await providers.GetAsync(goal);
        var identity = RunContext.Identity(goal);
        var found = await provider.ReadAsync(
            identity, goal.Id!, goal.Inputs.WithoutSecrets(), PropertyMap.Empty, run.Cancellation)
            ?? throw new ProviderException($"resource '{goal.Id}' does not exist");
        var outputs = Marked(found.Outputs, goal, null);
        if (step.Op == StepOp.Read) return goal with { Outputs = outputs };
        var diff = await provider.DiffAsync(
            new DiffRequest(
                identity, found.Id, found.Inputs, found.Outputs, goal.Inputs.WithoutSecrets(), goal.IgnoreChanges),
            run.Cancellation);
        if (diff.HasChanges)
        {
            throw new ProviderException(
                "inputs to import do not match the existing resource; importing this resource will fail: " +
                string.Join(", ", diff.Details.Keys));
        }
        return Stamped(step, goal with { Id = found.Id, Outputs = outputs });
    }

    /// <summary>What was secret, in the inputs, by name or in the former outputs, stays secret.</summary>
    private static PropertyMap Marked(PropertyMap outputs, ResourceState goal, ResourceState? old)
    {
        var marked = outputs.MarkSecretsOf(goal.Inputs).MarkSecret(goal.AdditionalSecretOutputs);
        return old is null ? marked : marked.MarkSecretsOf(old.Outputs);
    }

    private ResourceState Stamped(Step step, ResourceState state)
    {
        var now = StateTime.Format(run.Time.GetUtcNow());
        return state with { Created = step.Op == StepOp.Update ? state.Created : now, Modified = now };
    }
}
