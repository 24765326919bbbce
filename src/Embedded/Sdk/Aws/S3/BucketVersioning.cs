namespace Pulumi.Aws.S3;

/// <summary>aws:s3/bucketVersioning:BucketVersioning.</summary>
public class BucketVersioning : CustomResource
{
    public BucketVersioning(string name, BucketVersioningArgs args, CustomResourceOptions? options = null)
        : base(
            "aws:s3/bucketVersioning:BucketVersioning", name, args ?? new BucketVersioningArgs(),
            Package.Options(options, Defaults()))
    {
    }

    [Output("bucket")] public Output<string> Bucket { get; private set; } = null!;

    [Output("expectedBucketOwner")] public Output<string?> ExpectedBucketOwner { get; private set; } = null!;

    [Output("mfa")] public Output<string?> Mfa { get; private set; } = null!;

    [Output("region")] public Output<string> Region { get; private set; } = null!;

    [Output("versioningConfiguration")]
    public Output<Outputs.BucketVersioningVersioningConfiguration> VersioningConfiguration { get; private set; }
        = null!;

    private static CustomResourceOptions Defaults() => new()
    {
        Aliases = { new Alias { Type = "aws:s3/bucketVersioningV2:BucketVersioningV2" } },
    };
}
