namespace Postern.Archiver.Storage.S3;

/// <summary>Where a bucket is and how it is used. Has secrets: never print it.</summary>
internal sealed class S3Options
{
    public required string Bucket { get; init; }

    /// <summary>Empty, or ends with "/".</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Null for AWS itself.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Null: asked of AWS, us-east-1 elsewhere.</summary>
    public string? Region { get; init; }

    public bool ForcePathStyle { get; init; }

    public bool DualStack { get; init; }

    /// <summary>Null: the SDK's own chain (environment, profile, role of the container or machine).</summary>
    public string? AccessKeyId { get; init; }

    public string? SecretAccessKey { get; init; }

    public string? SessionToken { get; init; }

    /// <summary>PEM file of the only certificates to trust.</summary>
    public string? CertificateFile { get; init; }

    public string? StorageClass { get; init; }

    /// <summary>AES256 or aws:kms.</summary>
    public string? Encryption { get; init; }

    public string? EncryptionKeyId { get; init; }

    /// <summary>SSE-C: the key's text, 32 bytes.</summary>
    public string? CustomerKey { get; init; }

    public int PartSizeBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Parts of one object that are sent side by side.</summary>
    public int PartsAtATime { get; init; } = 1;

    /// <summary>Sent, and signed, with every request.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public int DeleteBatchSize { get; init; } = 1000;

    public bool UseListObjectsV1 { get; init; }

    /// <summary>Object lock for so long after each upload; -1 for none.</summary>
    public int RetentionSeconds { get; init; } = -1;

    public string RetentionMode { get; init; } = "GOVERNANCE";

    /// <summary>A request that makes no progress for so long counts as failed.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public string Location => $"s3://{Bucket}/{Prefix}".TrimEnd('/');
}
