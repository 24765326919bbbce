using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Tests.Embedded.Providers;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>The docker provider: defaults in the inputs, memory swap that the engine fills in, sets of
/// variables.</summary>
public sealed class GoldenDocker(GoldenCloud cloud) : GoldenProvider("docker")
{
    private static readonly PropertyMap ContainerDefaults = Property.Map("""
        {"containerReadRefreshTimeoutMilliseconds": 15000, "mustRun": true, "networkMode": "bridge",
         "removeVolumes": true, "restart": "no", "start": true, "waitTimeout": 60}
        """);

    public override Task<CheckResult> CheckAsync(
        ResourceIdentity resource, PropertyMap? oldInputs, PropertyMap newInputs, CancellationToken cancellation)
    {
        var defaults = resource.Type switch
        {
            "docker:index/container:Container" => ContainerDefaults,
            "docker:index/network:Network" => Property.Map("""{"ipamDriver": "default"}"""),
            _ => PropertyMap.Empty,
        };
        var inputs = PropertyMap.From(newInputs.Select(entry => KeyValuePair.Create(
            entry.Key, entry.Key == "envs" ? entry.Value : Nested(entry.Key, entry.Value))));
        return Task.FromResult(new CheckResult(WithDefaults(inputs, defaults), []));
    }

    public override Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation) =>
        Task.FromResult(Changes(Details(request), deleteBeforeReplace: true));

    public override Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation)
    {
        if (preview) return Task.FromResult(new CreateResult("", inputs.With("id", PropertyUnknown.Instance)));
        var isContainer = resource.Type.EndsWith(":Container", StringComparison.Ordinal);
        if (isContainer) (cloud.IsGone, cloud.IsStopped) = (false, false);
        var id = isContainer ? string.Concat(Enumerable.Repeat(cloud.NewHex(), 8))
            : ((PropertyString)inputs["name"]).Value;
        var outputs = isContainer ? Outputs(inputs, withSwap: true) : Without(inputs);
        return Task.FromResult(new CreateResult(id, outputs.With("id", new PropertyString(id))));
    }

    public override Task<PropertyMap> UpdateAsync(
        DiffRequest request, double? timeoutSeconds, bool preview, IProviderLog log, CancellationToken cancellation) =>
        Task.FromResult(Outputs(request.NewInputs, withSwap: false).With("id", new PropertyString(request.Id)));

    public override Task<ReadResult?> ReadAsync(
        ResourceIdentity resource, string id, PropertyMap inputs, PropertyMap outputs, CancellationToken cancellation)
    {
        if (!resource.Type.EndsWith(":Container", StringComparison.Ordinal))
            return Task.FromResult<ReadResult?>(new ReadResult(id, inputs, outputs));
        if (cloud.IsGone) return Task.FromResult<ReadResult?>(null);
        var found = outputs.With("memorySwap", Swap(outputs));
        if (cloud.IsStopped) found = found.Without("ports").With("mustRun", new PropertyBool(false));
        return Task.FromResult<ReadResult?>(new ReadResult(id, inputs, found));
    }

    private static PropertyNumber Swap(PropertyMap container) =>
        new(2 * ((PropertyNumber)container["memory"]).Value);

    private static PropertyMap Outputs(PropertyMap inputs, bool withSwap)
    {
        var own = Without(inputs);
        foreach (var name in new[] { "networksAdvanced", "volumes" }) own = own.Without(name);
        var all = Join(GoldenCloud.ContainerOutputs, own);
        return withSwap ? all.With("memorySwap", Swap(inputs)) : all;
    }

    private static IEnumerable<(string Path, DiffKind Kind)> Details(DiffRequest request)
    {
        var (old, wanted) = (request.OldOutputs, request.NewInputs);
        foreach (var name in new[] { "memory", "mustRun", "name" })
        {
            if (wanted.TryGetValue(name, out var value) && !Equals(value, old.GetValueOrDefault(name)))
                yield return (name, DiffKind.Update);
        }
        if (old.ContainsKey("memorySwap") && !wanted.ContainsKey("memorySwap"))
            yield return ("memorySwap", DiffKind.Delete);
        if (wanted.ContainsKey("ports") && !old.ContainsKey("ports")) yield return ("ports", DiffKind.AddReplace);
        var (before, after) = (Texts(old), Texts(wanted));
        for (var i = 0; i < after.Length; i++)
        {
            if (!before.Contains(after[i])) yield return ($"envs[{i}]", DiffKind.AddReplace);
        }
        for (var i = 0; i < before.Length; i++)
        {
            if (!after.Contains(before[i])) yield return ($"envs[{i}]", DiffKind.DeleteReplace);
        }
    }

    private static PropertyValue[] Texts(PropertyMap container) =>
        container.TryGetValue("envs", out var envs) && envs.Plain is PropertyList list ? [.. list.Items] : [];

    private static PropertyMap WithDefaults(PropertyMap inputs, PropertyMap defaults)
    {
        var names = defaults.Keys.Where(name => !inputs.ContainsKey(name)).ToArray();
        return Join(inputs, PropertyMap.From(defaults.Where(entry => names.Contains(entry.Key))))
            .With("__defaults", new PropertyList([.. names.Select(name => (PropertyValue)new PropertyString(name))]));
    }

    private static PropertyValue Nested(string name, PropertyValue value) => value switch
    {
        PropertyList list => new PropertyList([.. list.Items.Select(item => Nested(name, item))]),
        PropertyMap map => WithDefaults(
            map, name == "ports" ? Property.Map("""{"protocol": "tcp"}""") : PropertyMap.Empty),
        _ => value,
    };

    /// <summary>What the engine keeps of inputs: no record of defaults.</summary>
    private static PropertyMap Without(PropertyMap inputs) => PropertyMap.From(inputs
        .Where(entry => entry.Key != "__defaults")
        .Select(entry => KeyValuePair.Create(entry.Key, entry.Value switch
        {
            PropertyMap map => Without(map),
            PropertyList list => new PropertyList(
                [.. list.Items.Select(item => item is PropertyMap map ? Without(map) : item)]),
            _ => entry.Value,
        })));
}
