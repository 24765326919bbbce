using System.Collections.Immutable;

namespace Pulumi.Nomad;

/// <summary>nomad:index/namespace:Namespace.</summary>
public class Namespace : CustomResource
{
    public Namespace(string name, NamespaceArgs? args = null, CustomResourceOptions? options = null)
        : base("nomad:index/namespace:Namespace", name, args ?? new NamespaceArgs(), Package.Options(options))
    {
    }

    [Output("description")] public Output<string?> Description { get; private set; } = null!;

    [Output("meta")] public Output<ImmutableDictionary<string, string>?> Meta { get; private set; } = null!;

    [Output("name")] public Output<string> Name { get; private set; } = null!;

    [Output("quota")] public Output<string?> Quota { get; private set; } = null!;
}
