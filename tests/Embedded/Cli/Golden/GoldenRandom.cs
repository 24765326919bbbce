using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Tests.Embedded.Providers;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>The random provider: any change replaces, and its answer names no paths.</summary>
public sealed class GoldenRandom(GoldenCloud cloud) : GoldenProvider("random")
{
    private static readonly PropertyMap PasswordDefaults = Property.Map("""
        {"lower": true, "minLower": 0, "minNumeric": 0, "minSpecial": 0, "minUpper": 0, "number": true,
         "numeric": true, "upper": true}
        """);

    private static readonly ImmutableDictionary<string, string[]> Computed = new Dictionary<string, string[]>
    {
        ["RandomId"] = ["b64Std", "b64Url", "dec", "hex", "id"],
        ["RandomPet"] = ["id", "separator"],
        ["RandomInteger"] = ["id", "result"],
        ["RandomPassword"] = ["id", "result", "bcryptHash"],
    }.ToImmutableDictionary();

    public override Task<DiffResult> DiffAsync(DiffRequest request, CancellationToken cancellation)
    {
        var changed = request.OldInputs.Keys.Union(request.NewInputs.Keys).Where(name => !Equals(
            request.OldInputs.GetValueOrDefault(name), request.NewInputs.GetValueOrDefault(name))).ToImmutableArray();
        return Task.FromResult(new DiffResult(
            changed.Length > 0, ImmutableSortedDictionary<string, DiffKind>.Empty, changed, false));
    }

    public override Task<CreateResult> CreateAsync(
        ResourceIdentity resource, PropertyMap inputs, double? timeoutSeconds, bool preview, IProviderLog log,
        CancellationToken cancellation)
    {
        var type = resource.Type[(resource.Type.LastIndexOf(':') + 1)..];
        var outputs = inputs;
        if (preview)
        {
            foreach (var name in Computed[type]) outputs = outputs.With(name, PropertyUnknown.Instance);
            return Task.FromResult(new CreateResult("", outputs));
        }
        var hex = cloud.NewHex();
        if (type == "RandomPassword") outputs = Join(PasswordDefaults, outputs);
        foreach (var name in Computed[type]) outputs = outputs.With(name, Value(name, hex, type));
        outputs = outputs.With(
            "__pulumi_raw_state_delta", PropertyMap.Empty.With("keepers", new PropertySecret(PropertyNull.Instance)));
        return Task.FromResult(new CreateResult(type == "RandomPassword" ? "none" : $"id-{hex}", outputs));
    }

    private static PropertyValue Value(string name, string hex, string type) => name switch
    {
        "result" when type == "RandomInteger" => new PropertyNumber(49198),
        "hex" => new PropertyString(hex),
        "separator" => new PropertyString("-"),
        "result" or "bcryptHash" => new PropertySecret(new PropertyString("pw-" + hex)),
        "dec" => new PropertyString(Convert.ToInt64(hex, 16).ToString(null as IFormatProvider)),
        _ => new PropertyString(name + "-" + hex),
    };
}
