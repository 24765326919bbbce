using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Deploy.Providers;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Deploy.Execution;

/// <summary>
/// Settles what a killed run left pending. Interrupted updates and deletions are still in the list and simply happen
/// again; an interrupted creation is removed when its provider finds it, forgotten when there is none, and otherwise
/// kept with a warning.
/// </summary>
public sealed class PendingRepair(RunContext run, Func<string, IProvider?> createProvider, StateJournal journal)
{
    public async Task RunAsync(Snapshot start)
    {
        if (start.PendingOperations.IsEmpty || run.Options.Preview) return;
        var list = start.PendingOperations.Select(operation =>
            $"  * {operation.Resource.Urn}, interrupted while {operation.Type}");
        run.Say(
            LogSeverity.Warning,
            "Attempting to deploy or update resources with " +
            $"{start.PendingOperations.Length} pending operations from previous deployment.\n{string.Join("\n", list)}",
            null);
        var providers = new ProviderRegistry(createProvider, start, run.Cancellation);
        foreach (var operation in start.PendingOperations)
        {
            if (operation.Type != "creating" || run.Options.ClearPendingCreates
                || await RepairAsync(operation.Resource, providers))
                journal.Settle(operation);
            else
                run.Say(LogSeverity.Warning, KeptText(operation.Resource), operation.Resource.Urn);
        }
        await journal.SaveAsync();
    }

    private async Task<bool> RepairAsync(ResourceState resource, ProviderRegistry providers)
    {
        try
        {
            var provider = await providers.GetAsync(resource);
            var identity = RunContext.Identity(resource);
            var inputs = resource.Inputs.WithoutSecrets();
            var found = await provider.FindInterruptedAsync(identity, inputs, run.Cancellation);
            if (found is null) return false;
            if (found.Length == 0) return true;
            run.Say(LogSeverity.Info, $"removing '{found}', which an interrupted run left behind", resource.Urn);
            await provider.DeleteAsync(
                identity, found, inputs, PropertyMap.Empty, resource.Timeouts.DeleteSeconds,
                new ProviderLog(run, resource.Urn),
                run.Cancellation);
            return true;
        }
        catch (ProviderException failure)
        {
            run.Say(LogSeverity.Warning, failure.Message, resource.Urn);
            return false;
        }
    }

    private static string KeptText(ResourceState resource) =>
        $"nobody knows whether '{Urn.NameOf(resource.Urn)}' was created before the run was interrupted; look for it, " +
            $"then run " +
        "`pulumi refresh --clear-pending-creates`";
}
