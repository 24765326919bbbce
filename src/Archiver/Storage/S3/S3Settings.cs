using Postern.Archiver.Failures;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Storage.S3;

/// <summary>S3's settings, each bare (AWS_REGION), as WALG_AWS_REGION or as WALE_AWS_REGION.</summary>
internal sealed class S3Settings(ArchiverSettings settings)
{
    private const int SmallestPartBytes = 5 * 1024 * 1024;
    private const int LargestPartBytes = 1024 * 1024 * 1024;
    private const int MostPartsAtATime = 64;
    private const int DefaultPartBytes = 20 * 1024 * 1024;

    // Each would change where or how objects are stored; going on without it would be wrong in silence.
    private static readonly string[] Refused = ["AWS_ROLE_ARN", "S3_ENDPOINT_SOURCE", "S3_USE_YC_SESSION_TOKEN"];

    public int Integer(string name, int missing, int minimum, int maximum) =>
        settings.Integer(Spelling(name), missing, minimum, maximum);

    public bool Has(string name) => Text(name) is not null;

    /// <param name="prefix">s3://bucket/path.</param>
    /// <param name="folder">WALG_STORAGE_PREFIX, one level more.</param>
    /// <exception cref="ArchiverException">SettingInvalid or SettingMissing, never with a secret.</exception>
    public S3Options Read(string prefix, string? folder)
    {
        if (!Uri.TryCreate(prefix, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw Invalid("WALG_S3_PREFIX", prefix, "give s3://bucket/path.");
        foreach (var name in Refused)
        {
            if (Text(name) is not null) throw Invalid(name, "set", "it is not supported; remove it.");
        }
        // Not uri.AbsolutePath: a path is kept as it is written, percent signs and all.
        var path = prefix[(prefix.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var parts = new[] { slash < 0 ? "" : path[(slash + 1)..].Trim('/'), folder ?? "" };
        var endpoint = Endpoint();
        var (keyId, secret) = Keys();
        var (encryption, encryptionKeyId) = Encryption();
        return new S3Options
        {
            Bucket = slash < 0 ? path : path[..slash],
            Prefix = string.Concat(parts.Where(part => part.Length > 0).Select(part => part + "/")),
            Endpoint = endpoint,
            Region = Text("AWS_REGION"),
            ForcePathStyle = Flag("AWS_S3_FORCE_PATH_STYLE"),
            DualStack = Flag("AWS_DUAL_STACK"),
            AccessKeyId = keyId,
            SecretAccessKey = secret,
            SessionToken = Text("AWS_SESSION_TOKEN"),
            CertificateFile = Text("S3_CA_CERT_FILE"),
            StorageClass = Text("S3_STORAGE_CLASS"),
            Encryption = encryption,
            EncryptionKeyId = encryptionKeyId,
            CustomerKey = Text("S3_SSE_C"),
            PartSizeBytes = Integer("S3_MAX_PART_SIZE", DefaultPartBytes, SmallestPartBytes, LargestPartBytes),
            // As in WAL-G, where it also counts WAL files; unset, one part is sent while the next is filled.
            PartsAtATime = Math.Clamp(settings.Integer("WALG_UPLOAD_CONCURRENCY", 1, 0, 1000), 1, MostPartsAtATime),
            Headers = Text("S3_REQUEST_ADDITIONAL_HEADERS") is { } headers ? S3Headers.Parse(headers) : [],
            DeleteBatchSize = Integer("S3_DELETE_BATCH_SIZE", 1000, 1, 1000),
            UseListObjectsV1 = Flag("S3_USE_LIST_OBJECTS_V1"),
            RetentionSeconds = Integer("S3_RETENTION_PERIOD", -1, -1, int.MaxValue),
            RetentionMode = Text("S3_RETENTION_MODE") ?? "GOVERNANCE",
        };
    }

    private string? Text(string name) => settings[Spelling(name)];

    private bool Flag(string name) => settings.Flag(Spelling(name));

    private string Spelling(string name)
    {
        foreach (var spelling in new[] { name, $"WALG_{name}", $"WALE_{name}" })
        {
            if (settings[spelling] is not null) return spelling;
        }
        return name;
    }

    private Uri? Endpoint()
    {
        if (Text("AWS_ENDPOINT") is not { } text) return null;
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        return Uri.TryCreate(whole, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw Invalid("AWS_ENDPOINT", text, "give http://host:port or https://host.");
    }

    private (string? KeyId, string? Secret) Keys()
    {
        var keyId = Text("AWS_ACCESS_KEY_ID") ?? Text("AWS_ACCESS_KEY");
        var secret = Text("AWS_SECRET_ACCESS_KEY") ?? Text("AWS_SECRET_KEY");
        if (keyId is null == secret is null) return (keyId, secret);
        var missing = keyId is null ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY";
        throw new ArchiverException(
            FailureCode.SettingMissing, $"setting '{missing}' is missing",
            "set both the access key and the secret key, or neither to use the machine's own role.");
    }

    private (string? Encryption, string? KeyId) Encryption()
    {
        var encryption = Text("S3_SSE");
        var keyId = Text("S3_SSE_KMS_ID");
        if (encryption == "aws:kms" != keyId is not null)
        {
            throw Invalid(
                "S3_SSE", encryption ?? "", "aws:kms and S3_SSE_KMS_ID belong together: set both or neither.");
        }
        return (encryption, keyId);
    }

    private static ArchiverException Invalid(string name, string value, string hint) => new(
        FailureCode.SettingInvalid, $"setting '{name}' is '{value}'", hint);
}
