using System.Collections.Concurrent;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy.Events;
using Postern.Embedded.Engine.Deploy.Execution;
using Postern.Embedded.Engine.Deploy.Planning;
using Postern.Embedded.Engine.Deploy.Providers;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>
/// What the program talks to. Registrations are planned one at a time, in the order in which they arrive, and carried
/// out at once as far as <c>--parallel</c> allows.
/// </summary>
public sealed class ResourceMonitor(
    RunContext run, OldResources olds, RegistrationPlanner planner, StepExecutor executor, DefaultProviders defaults,
    ProviderRegistry providers, StateJournal journal, ChangeCounter counter) : IResourceMonitor
{
    private readonly ConcurrentDictionary<string, ResourceState> _made = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _withOutputs = new(StringComparer.Ordinal);
    private int _running;
    private volatile bool _closed;

    /// <summary>The program has said what the resource's outputs are.</summary>
    public bool HasOutputs(string urn) => _withOutputs.ContainsKey(urn);

    /// <summary>
    /// The program has ended: waits for the calls that it left running, and refuses those that its own left-over tasks
    /// may still make.
    /// </summary>
    public async Task CloseAsync()
    {
        _closed = true;
        while (Volatile.Read(ref _running) > 0) await Task.Delay(5, run.Cancellation);
    }

    public Task<RegisterResourceResult> RegisterResourceAsync(
        RegisterResourceRequest request, CancellationToken cancellation) =>
        TrackAsync(async () =>
        {
            run.Secrets.Add(request.Inputs);
            var provider = request.Custom && !Urn.IsProviderType(request.Type)
                ? await ProviderAsync(request.Provider, request.Type, request.Version)
                : null;
            ResourcePlan plan;
            try
            {
                plan = await planner.PlanAsync(request, provider);
            }
            catch (PlanFailure failure)
            {
                throw Ended(failure.Message, failure.ResourceUrn);
            }
            catch (ProviderException failure)
            {
                throw Ended(failure.Message, Urn.Make(
                    run.Stack.Stack, run.Stack.Project, request.Parent, request.Type, request.Name));
            }
            if (plan.Skipped is { } skipped)
            {
                counter.Count("same");
                return new RegisterResourceResult(
                    skipped.Urn, PropertyUnknown.Instance, skipped.Inputs, skipped.PropertyDependencies);
            }
            var state = (await executor.ExecuteAsync(plan.Steps))!;
            _made[state.Urn] = state;
            return Result(state);
        });

    public Task<RegisterResourceResult> ReadResourceAsync(
        ReadResourceRequest request, CancellationToken cancellation) =>
        TrackAsync(async () =>
        {
            var provider = await ProviderAsync(request.Provider, request.Type, request.Version);
            var urn = Urn.Make(run.Stack.Stack, run.Stack.Project, request.Parent, request.Type, request.Name);
            var goal = new ResourceState
            {
                Urn = urn,
                Type = request.Type,
                Custom = true,
                External = true,
                Id = request.Id,
                Inputs = request.Inputs,
                Parent = request.Parent,
                Dependencies = request.Dependencies,
                Provider = provider,
                AdditionalSecretOutputs = request.AdditionalSecretOutputs,
            };
            await planner.TakeAsync(urn);
            var state = (await executor.ExecuteAsync([new Step(StepOp.Read, olds.Find(urn), goal)]))!;
            _made[urn] = state;
            return Result(state);
        });

    public Task<InvokeResult> InvokeAsync(InvokeRequest request, CancellationToken cancellation) =>
        TrackAsync(async () =>
    {
        run.ThrowIfEnding();
        run.Secrets.Add(request.Arguments);
        var reference = await ProviderAsync(request.Provider, request.Token, request.Version);
        var provider =
            await providers.GetAsync(
            new ResourceState { Urn = run.StackUrn, Type = request.Token, Provider = reference });
        return await provider.InvokeAsync(request.Token, request.Arguments.WithoutSecrets(), run.Cancellation);
    });

    public Task RegisterResourceOutputsAsync(string urn, PropertyMap outputs, CancellationToken cancellation) =>
        TrackAsync(async () =>
        {
            if (!_made.TryGetValue(urn, out var made))
                throw new ProviderException($"resource '{urn}' is not registered");
            if (!_withOutputs.TryAdd(urn, true))
                throw new ProviderException($"outputs of '{urn}' were registered already");
            run.Secrets.Add(outputs);
            var ended = made with { Outputs = outputs };
            _made[urn] = ended;
            await journal.ReplaceAsync(made, ended);
            run.Publish(new OutputsKnown(olds.Find(urn), ended));
            return true;
        });

    public void Log(LogSeverity severity, string message, string? urn, bool ephemeral)
    {
        if (!_closed) run.Say(severity, message, string.IsNullOrEmpty(urn) ? null : urn, ephemeral);
    }

    private Task<string> ProviderAsync(string? explicitReference, string type, string? version) =>
        string.IsNullOrEmpty(explicitReference)
            ? defaults.ReferenceAsync(Urn.PackageOf(type), version)
            : Task.FromResult(explicitReference);

    private RunEndedException Ended(string message, string urn)
    {
        run.Fail(message, urn);
        return new RunEndedException(message);
    }

    private async Task<T> TrackAsync<T>(Func<Task<T>> call)
    {
        Interlocked.Increment(ref _running);
        try
        {
            if (_closed) throw new RunEndedException("the program has ended");
            return await call();
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private static RegisterResourceResult Result(ResourceState state)
    {
        PropertyValue? id = state.Id switch
        {
            null => null,
            PropertyMarkers.Unknown => PropertyUnknown.Instance,
            var known => new PropertyString(known),
        };
        return new RegisterResourceResult(state.Urn, id, state.Outputs, state.PropertyDependencies);
    }
}
