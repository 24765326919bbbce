namespace Pulumi.Random;

/// <summary>The provider of random values.</summary>
public class Provider : ProviderResource
{
    public Provider(string name, ProviderArgs? args = null, CustomResourceOptions? options = null)
        : base("random", name, args ?? new ProviderArgs(), Package.Options(options))
    {
    }
}
