using System.Collections.Concurrent;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy.Execution;
using Postern.Embedded.Engine.Deploy.Planning;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Providers;

/// <summary>
/// The providers of resources that name none: one per package and version, registered when first needed, with the
/// settings that the stack's configuration has for the package.
/// </summary>
public sealed class DefaultProviders(RunContext run, RegistrationPlanner planner, StepExecutor executor)
{
    private readonly ConcurrentDictionary<(string Package, string Version), Lazy<Task<string>>> _references = new();

    /// <summary>The provider's reference; its id is the unknown text in a preview that creates it.</summary>
    public Task<string> ReferenceAsync(string package, string? version) => _references.GetOrAdd(
        (package, version ?? ""), key => new Lazy<Task<string>>(() => RegisterAsync(key.Package, key.Version))).Value;

    private async Task<string> RegisterAsync(string package, string version)
    {
        var request = new RegisterResourceRequest
        {
            Type = Urn.ProviderPrefix + package,
            Name = version.Length == 0 ? "default" : "default_" +
                version.Replace('.', '_').Replace('-', '_').Replace('+', '_'),
            Custom = true,
            Inputs = Inputs(package, version),
        };
        try
        {
            var plan = await planner.PlanAsync(request, null);
            var state = (await executor.ExecuteAsync(plan.Steps))!;
            return state.Reference;
        }
        catch (Exception failure) when (failure is PlanFailure or Contracts.Providers.ProviderException)
        {
            run.Fail(failure.Message, null);
            throw new RunEndedException(failure.Message);
        }
    }

    private PropertyMap Inputs(string package, string version)
    {
        if (package == "pulumi") return PropertyMap.Empty;
        var inputs = run.ProviderConfig.GetValueOrDefault(package, PropertyMap.Empty)
            .With("__internal", PropertyMap.Empty);
        return version.Length == 0 ? inputs : inputs.With("version", new PropertyString(version));
    }
}
