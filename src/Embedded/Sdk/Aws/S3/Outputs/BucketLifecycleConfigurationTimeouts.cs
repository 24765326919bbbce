namespace Pulumi.Aws.S3.Outputs;

/// <summary>Bucket lifecycle configuration timeouts, as the provider answers it.</summary>
[OutputType]
public sealed class BucketLifecycleConfigurationTimeouts
{
    public readonly string? Create;
    public readonly string? Update;

    [OutputConstructor]
    private BucketLifecycleConfigurationTimeouts(string? create, string? update)
    {
        Create = create;
        Update = update;
    }
}
