namespace Pulumi.Random;

/// <summary>Arguments of <see cref="Provider"/>.</summary>
public sealed class ProviderArgs : ResourceArgs
{
    public ProviderArgs()
    {
    }

    public static new ProviderArgs Empty => new();
}
