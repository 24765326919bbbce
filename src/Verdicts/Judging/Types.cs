namespace Postern.Verdicts.Judging;

/// <summary>Pulumi's type tokens of what Postern declares.</summary>
internal static class Types
{
    public const string Container = "docker:index/container:Container";

    public const string Volume = "docker:index/volume:Volume";

    public const string Network = "docker:index/network:Network";

    private const string Bucket = "aws:s3/bucket:Bucket";

    private const string Password = "random:index/randomPassword:RandomPassword";

    public const string Job = "nomad:index/job:Job";

    public static bool IsImage(string type) =>
        type is "docker:index/image:Image" or "docker:index/remoteImage:RemoteImage";

    /// <summary>Buckets of any spelling of the provider's token.</summary>
    public static bool IsBucket(string type) =>
        type is Bucket or "aws:s3/bucketV2:BucketV2" or "aws:s3/bucketObject:BucketObject";

    /// <summary>Texts that open something and cannot be made again.</summary>
    public static bool IsKey(string type) => type is Password or "random:index/randomBytes:RandomBytes";
}
