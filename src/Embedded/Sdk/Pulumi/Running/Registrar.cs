using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Pulumi.Serialization;

namespace Pulumi.Running;

/// <summary>Registers resources with the engine, or reads them, and resolves their outputs with its answer.</summary>
internal sealed class Registrar(ProgramRun run)
{
    public async Task RegisterAsync(
        Resource resource, Dictionary<string, OutputSource> outputs, ResourceArgs args, ResourceOptions options)
    {
        try
        {
            var result = await RegisterOrReadAsync(resource, args, options).ConfigureAwait(false);
            Resolve(resource, outputs, result);
        }
        catch (Exception e)
        {
            foreach (var output in outputs.Values) output.TryFail(e);
            throw;
        }
    }

    public async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var values = await outputs.GetValueAsync(ImmutableDictionary<string, object?>.Empty).ConfigureAwait(false);
        var serializer = new Serializer();
        var map = PropertyMap.Empty;
        foreach (var (name, value) in values)
        {
            var property = await serializer.SerializeAsync($"monitor.registerResourceOutputs(...).{name}", value);
            if (property is not null) map = map.With(name, property);
        }
        await run.Monitor.RegisterResourceOutputsAsync(urn, map, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task<RegisterResourceResult> RegisterOrReadAsync(
        Resource resource, ResourceArgs args, ResourceOptions options)
    {
        var id = options.Id is null
            ? null
            : await options.Id.ToOutput().GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        if (string.IsNullOrEmpty(id))
        {
            var request = await RegistrationRequest.MakeAsync(run, resource, args, options).ConfigureAwait(false);
            run.Resources.Enqueue(resource);
            return await run.Monitor.RegisterResourceAsync(request, CancellationToken.None).ConfigureAwait(false);
        }
        if (resource is not CustomResource)
        {
            throw new ArgumentException("ResourceOptions.Id is only valid for a CustomResource");
        }
        var read = await RegistrationRequest.MakeReadAsync(run, resource, id, args, options).ConfigureAwait(false);
        run.Resources.Enqueue(resource);
        var found = await run.Monitor.ReadResourceAsync(read, CancellationToken.None).ConfigureAwait(false);
        return found with { Id = new PropertyString(id) };
    }

    private void Resolve(Resource resource, Dictionary<string, OutputSource> outputs, RegisterResourceResult result)
    {
        outputs["urn"].Set(new OutputData([], result.Urn, isKnown: true, isSecret: false));
        if (resource is CustomResource)
        {
            var id = (result.Id as PropertyString)?.Value ?? "";
            outputs["id"].Set(new OutputData([], id, isKnown: id.Length > 0, isSecret: false));
        }
        var converter = new Converter(warning => run.Messages.Show(LogSeverity.Warning, warning, resource));
        foreach (var (name, output) in outputs)
        {
            if (name is "urn" or "id" || !result.Outputs.TryGetValue(name, out var value)) continue;
            var data = Deserializer.Deserialize(value);
            var typed = converter.Convert($"{resource.GetType().FullName}.{name}", data.Value, output.Target);
            var sources = result.PropertyDependencies.GetValueOrDefault(name, []);
            ImmutableHashSet<Resource> resources = [.. sources.Select(urn => new DependencyResource(urn))];
            output.Set(new OutputData(resources, typed, data.IsKnown, data.IsSecret));
        }
        // What the engine does not tell will be known after the update only; in an update it is absent.
        foreach (var output in outputs.Values) output.TrySetDefault(isKnown: !run.IsDryRun);
    }
}
