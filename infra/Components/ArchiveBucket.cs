using Pulumi;
using Aws = Pulumi.Aws;

namespace Postern.Infra.Components;

/// <summary>The bucket of a stack's own store, protected: a destroy never takes the archive with it.</summary>
public sealed class ArchiveBucket : ComponentResource
{
    public ArchiveBucket(string name, string bucketName, ObjectStore store, ComponentResourceOptions? options = null)
        : base("postern:index:ArchiveBucket", name, options)
    {
        var provider = new Aws.Provider(
            name,
            new Aws.ProviderArgs
            {
                Region = "us-east-1",
                AccessKey = ObjectStore.ArchiverKey,
                SecretKey = store.ArchiverSecret,
                S3UsePathStyle = true,
                SkipCredentialsValidation = true,
                SkipMetadataApiCheck = true,
                SkipRegionValidation = true,
                SkipRequestingAccountId = true,
                Endpoints = { new Aws.Inputs.ProviderEndpointArgs { S3 = store.PublishedEndpoint } },
            },
            new CustomResourceOptions { Parent = this });
        var bucket = new Aws.S3.Bucket(
            name,
            new Aws.S3.BucketArgs { BucketName = bucketName, ForceDestroy = false },
            new CustomResourceOptions { Parent = this, Provider = provider, Protect = true, DependsOn =
                { store.Container } });
        BucketName = bucket.BucketName;
        RegisterOutputs(new Dictionary<string, object?> { ["bucket"] = BucketName });
    }

    public Output<string> BucketName { get; }
}
