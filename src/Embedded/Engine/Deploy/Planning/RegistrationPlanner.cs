using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.Deploy.Execution;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy.Providers;
using Postern.Embedded.Engine.Deploy.Steps;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Deploy.Planning;

/// <summary>
/// Decides what a registration leads to, one registration at a time. Source of the rules: pulumi/pulumi
/// pkg/resource/deploy/step_generator.go.
/// </summary>
public sealed class RegistrationPlanner(
    RunContext run, OldResources olds, ProviderRegistry providers, TargetSet targets, ReplacementPlanner replacements)
{
    private readonly AsyncGate _gate = new(1);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<string>> _formerUrns = new(StringComparer.Ordinal);

    /// <summary>Old URNs that the program still asks for, under whatever name.</summary>
    public IReadOnlySet<string> Taken => _taken;

    /// <summary>The steps of a registration. Raises <see cref="PlanFailure"/>, with a message per reason, when it
    /// cannot be.</summary>
    public async Task<ResourcePlan> PlanAsync(RegisterResourceRequest request, string? providerReference)
    {
        await _gate.EnterAsync(run.Cancellation);
        try
        {
            run.ThrowIfEnding();
            return await PlanOneAsync(request, providerReference);
        }
        finally
        {
            _gate.Leave();
        }
    }

    /// <summary>Notes a resource that the program reads rather than manages.</summary>
    public async Task TakeAsync(string urn)
    {
        await _gate.EnterAsync(run.Cancellation);
        if (olds.Find(urn) is not null) _taken.Add(urn);
        _gate.Leave();
    }

    private async Task<ResourcePlan> PlanOneAsync(RegisterResourceRequest request, string? providerReference)
    {
        var urn = Urn.Make(run.Stack.Stack, run.Stack.Project, request.Parent, request.Type, request.Name);
        if (!_seen.Add(urn)) throw new PlanFailure(urn, $"Duplicate resource URN '{urn}'; try giving it a unique name");
        var aliases = OldResources.UrnsOf(
            request, run.Stack.Stack, run.Stack.Project, parent => _formerUrns.GetValueOrDefault(parent, [])).Distinct()
                .ToArray();
        _formerUrns[urn] = [.. aliases.Where(alias => alias != urn)];
        var old = olds.Find(urn, aliases);
        if (old is not null) _taken.Add(old.Urn);
        var goal = Goal(request, urn, providerReference, old);
        if (!targets.Includes(goal)) return NotTargeted(goal, old);
        if (targets.MissingRequirement(goal) is { } missing)
        {
            throw new PlanFailure(
                urn, $"Resource '{urn}' depends on '{missing}' which was not specified in --target list.");
        }
        if (!request.Custom) return Component(goal, old);
        var asked = goal;
        goal = await CheckedAsync(goal, old?.Inputs);
        if (goal.IsProvider) return Provider(goal, old);
        if (request.ImportId is { } importId && (old is null || old.Id != importId)) return Import(goal, old, importId);
        if (old is null || old.External) return new ResourcePlan([await CreationAsync(goal, old)]);
        return await ChangeAsync(goal, asked, old, request);
    }

    /// <param name="asked">The goal with the program's inputs alone, without what the provider filled in.</param>
    private async Task<ResourcePlan> ChangeAsync(
        ResourceState goal, ResourceState asked, ResourceState old, RegisterResourceRequest request)
    {
        if (replacements.WasDeletedFor(old, out var because))
        {
            goal = await RecheckedAsync(asked);
            // In a preview the old one is still there.
            await PreflightAsync(goal, old.Id);
            return new ResourcePlan(ReplacementPlanner.Recreation(goal, old, because));
        }
        var provider = await providers.GetAsync(goal);
        var forced = targets.MustReplace(goal.Urn);
        var diff = await ResourceDiff.AskAsync(provider, old, goal, forced, run.Cancellation);
        if (!diff.HasChanges)
        {
            return new ResourcePlan([new Step(StepOp.Same, old, goal with { Id = old.Id, Outputs = old.Outputs })]);
        }
        if (!diff.Replace)
        {
            return new ResourcePlan(
                [new Step(StepOp.Update, old,
                goal with { Id = old.Id, Outputs = old.Outputs })
                { Details = diff.Details, IsDetailed = diff.IsDetailed }]);
        }
        if (old.Protect) throw PlanFailure.Protected(old.Urn, "replaced");
        goal = await RecheckedAsync(asked);
        var deleteFirst = request.DeleteBeforeReplace ?? diff.DeleteBeforeReplace;
        await PreflightAsync(goal, deleteFirst ? old.Id : null);
        return new ResourcePlan(await replacements.PlanAsync(goal, old, diff, deleteFirst));
    }

    private static ResourceState Goal(
        RegisterResourceRequest request, string urn, string? providerReference, ResourceState? old)
    {
        var inputs = PropertyMap.From(request.Inputs.Where(entry => entry.Value is not PropertyNull));
        if (old is not null) inputs = PropertyEdits.KeepOld(inputs, old.Inputs, request.IgnoreChanges);
        var dependencies = request.PropertyDependencies.WithComparers(StringComparer.Ordinal);
        var isProvider = Urn.IsProviderType(request.Type);
        if (request.Custom && !isProvider)
        {
            foreach (var name in inputs.Keys)
            {
                if (!dependencies.ContainsKey(name)) dependencies = dependencies.Add(name, []);
            }
        }
        return new ResourceState
        {
            Urn = urn,
            Type = request.Type,
            Custom = request.Custom,
            Inputs = inputs,
            Parent = request.Parent,
            Protect = request.Protect ?? false,
            Dependencies = request.Dependencies,
            Provider = providerReference,
            PropertyDependencies = isProvider && dependencies.Values.All(urns => urns.Length == 0)
                ? dependencies.Clear() : dependencies,
            AdditionalSecretOutputs = request.AdditionalSecretOutputs,
            Timeouts = request.Timeouts,
            RetainOnDelete = request.RetainOnDelete ?? false,
            DeletedWith = request.DeletedWith,
            IgnoreChanges = request.IgnoreChanges,
            ReplaceOnChanges = request.ReplaceOnChanges,
            Created = old?.Created,
            Modified = old?.Modified,
        };
    }

    private ResourcePlan NotTargeted(ResourceState goal, ResourceState? old)
    {
        if (old is not null)
            return new ResourcePlan([new Step(StepOp.Same, old, old with { Urn = goal.Urn, Parent = goal.Parent })]);
        targets.Skip(goal.Urn);
        return new ResourcePlan([], goal);
    }

    private static ResourcePlan Component(ResourceState goal, ResourceState? old)
    {
        if (old is null) return new ResourcePlan([new Step(StepOp.Create, null, goal)]);
        var diff = ResourceDiff.OfInputs(old, goal);
        var kept = goal with { Outputs = old.Outputs };
        return new ResourcePlan(
            [new Step(diff.HasChanges ? StepOp.Update : StepOp.Same, old, kept) { Details = diff.Details }]);
    }

    private static ResourcePlan Provider(ResourceState goal, ResourceState? old)
    {
        var outputs = PropertyMap.From(goal.Inputs.Where(entry => entry.Key != "__internal"));
        if (old is null) return new ResourcePlan([new Step(StepOp.Create, null, goal with { Outputs = outputs })]);
        var diff = ResourceDiff.OfInputs(old, goal);
        var kept = goal with { Id = old.Id, Outputs = outputs };
        return new ResourcePlan(
            [new Step(diff.HasChanges ? StepOp.Update : StepOp.Same, old, kept) { Details = diff.Details }]);
    }

    private static ResourcePlan Import(ResourceState goal, ResourceState? old, string importId)
    {
        if (old is not null)
        {
            throw new PlanFailure(
                goal.Urn,
                $"resource '{goal.Urn}' exists already with id '{old.Id}' and cannot be imported as '{importId}'");
        }
        return new ResourcePlan([new Step(StepOp.Import, null, goal with { Id = importId, ImportId = importId })]);
    }

    private async Task<Step> CreationAsync(ResourceState goal, ResourceState? old)
    {
        await PreflightAsync(goal, null);
        return new Step(StepOp.Create, old, goal);
    }

    /// <summary>Validated inputs with the provider's defaults, secret where the program's were.</summary>
    private async Task<ResourceState> CheckedAsync(ResourceState goal, PropertyMap? oldInputs)
    {
        if (goal.IsProvider)
        {
            var provider = providers.Create(Urn.PackageOf(goal.Type));
            PlanFailure.Throw(goal, provider.CheckConfig(ProviderRegistry.Settings(goal.Inputs)));
            return goal;
        }
        var known = await providers.GetAsync(goal);
        var result = await known.CheckAsync(
            RunContext.Identity(goal), oldInputs?.WithoutSecrets(), goal.Inputs.WithoutSecrets(), run.Cancellation);
        PlanFailure.Throw(goal, result.Failures);
        var inputs = result.Inputs.MarkSecretsOf(goal.Inputs);
        return goal with { Inputs = oldInputs is null ? inputs
            : PropertyEdits.KeepOld(inputs, oldInputs, goal.IgnoreChanges) };
    }

    /// <summary>A replacement gets defaults of its own, such as a new generated name.</summary>
    private Task<ResourceState> RecheckedAsync(ResourceState goal) => CheckedAsync(goal, null);

    private async Task PreflightAsync(ResourceState goal, string? replacedId)
    {
        var provider = await providers.GetAsync(goal);
        var reasons = await provider.PreflightAsync(
            RunContext.Identity(goal), replacedId, goal.Inputs.WithoutSecrets(), run.Cancellation);
        PlanFailure.Throw(goal, reasons);
    }
}
