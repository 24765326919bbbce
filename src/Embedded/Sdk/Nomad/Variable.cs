using System.Collections.Immutable;

namespace Pulumi.Nomad;

/// <summary>A variable of the cluster (nomad:index/variable:Variable).</summary>
public class Variable : CustomResource
{
    public Variable(string name, VariableArgs args, CustomResourceOptions? options = null)
        : base(
            "nomad:index/variable:Variable", name, args ?? new VariableArgs(), Package.Options(options, Defaults()))
    {
    }

    [Output("items")] public Output<ImmutableDictionary<string, string>?> Items { get; private set; } = null!;

    [Output("itemsWo")] public Output<string?> ItemsWo { get; private set; } = null!;

    [Output("itemsWoVersion")] public Output<int?> ItemsWoVersion { get; private set; } = null!;

    [Output("namespace")] public Output<string?> Namespace { get; private set; } = null!;

    [Output("path")] public Output<string> Path { get; private set; } = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        AdditionalSecretOutputs = { "items", "itemsWo" },
    };
}
