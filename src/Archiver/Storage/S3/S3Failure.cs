using System.Globalization;
using System.Net;
using System.Security.Authentication;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Storage.S3;

/// <summary>What an answer of S3, or none, means for the archive.</summary>
internal sealed class S3Failure(S3Options options, TimeProvider time)
{
    private static readonly TimeSpan ToleratedSkew = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The classified failure, or null for exceptions that come from neither the SDK nor the network.
    /// </summary>
    public ArchiverException? Classify(Exception error, string action, string name) => error switch
    {
        ArchiverException => null,
        AmazonServiceException { StatusCode: not 0 } answer => OfAnswer(answer, action, name),
        AmazonServiceException { InnerException: { } inner } => Classify(inner, action, name),
        AmazonClientException { InnerException: { } inner } when Classify(inner, action, name) is { } known => known,
        _ when Find<AuthenticationException>(error) is { } tls => New(
            FailureCode.StorageDenied, action, name, $"the TLS handshake failed: {tls.Message}",
            "trust the store's certificate with WALG_S3_CA_CERT_FILE, or correct AWS_ENDPOINT.", error),
        HttpRequestException or IOException or TimeoutException or System.Net.Sockets.SocketException => New(
            FailureCode.StorageUnreachable, action, name, Innermost(error),
            $"check that {Host} answers from here.", error),
        AmazonClientException when error.Message.Contains("hash", StringComparison.Ordinal) => New(
            FailureCode.ObjectCorrupt, action, name, "the bytes that came do not have the store's MD5 (ETag)",
            "fetch it again; if that does not help, the object is damaged in the store.", error),
        AmazonClientException or AmazonServiceException => New(
            FailureCode.StorageDenied, action, name, error.Message,
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the machine a role.", error),
        _ => null,
    };

    public ArchiverException TimedOut(string action, string name) => New(
        FailureCode.StorageUnreachable, action, name,
        $"no progress for {options.IdleTimeout.TotalSeconds:0} seconds", $"check that {Host} answers from here.", null);

    /// <summary>A 404 that says more than that one object is absent.</summary>
    public ArchiverException BucketMissing(Exception? error = null) => new(
        FailureCode.StorageMissing, $"the bucket '{options.Bucket}' does not exist at {Host}",
        "create the bucket, or correct WALG_S3_PREFIX and AWS_ENDPOINT.", error);

    public static bool IsAbsent(AmazonServiceException error) =>
        error.StatusCode == HttpStatusCode.NotFound && error.ErrorCode is "NoSuchKey" or "NotFound" or "NoSuchVersion";

    private string Host => options.Endpoint?.Authority ?? "AWS";

    private ArchiverException OfAnswer(AmazonServiceException error, string action, string name)
    {
        var said = $"{error.ErrorCode} ({(int)error.StatusCode}): {error.Message}";
        if (Skew(error) is { } skew) return skew;
        switch (error.ErrorCode)
        {
            case "NoSuchBucket":
                return BucketMissing(error);
            case "SlowDown" or "ServiceUnavailable" or "InternalError" or "RequestTimeout" or "OperationAborted"
                or "ConditionalRequestConflict" or "Throttling" or "ThrottlingException" or "TooManyRequests"
                or "RequestLimitExceeded" or "BandwidthLimitExceeded" or "IncompleteBody" or "BadDigest"
                or "XAmzContentSHA256Mismatch" or "NoSuchUpload":
                return New(FailureCode.StorageUnreachable, action, name, said, "wait until the store is well.", error);
            case "AuthorizationHeaderMalformed" or "PermanentRedirect" or "IllegalLocationConstraintException":
                return New(
                    FailureCode.SettingInvalid, action, name, said, "set AWS_REGION to the bucket's region.", error);
            case "QuotaExceeded" or "XMinioStorageFull" or "InsufficientStorage" or "InsufficientCapacity":
                return New(
                    FailureCode.DiskFull, action, name, said,
                    "free space in the store or raise its quota; never delete files in pg_wal.", error);
            case "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken":
                return New(
                    FailureCode.StorageDenied, action, name, said,
                    "correct AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN.", error);
        }
        return (int)error.StatusCode switch
        {
            401 or 403 => New(
                FailureCode.StorageDenied, action, name, said,
                $"allow these keys to read, write and list '{options.Location}'; without s3:ListBucket an absent "
                + "object is answered as denied.", error),
            408 or 409 or 425 or 429 or 499 or >= 500 and not 501 and not 507 => New(
                FailureCode.StorageUnreachable, action, name, said, "wait until the store is well.", error),
            507 => New(FailureCode.DiskFull, action, name, said, "free space in the store.", error),
            404 => New(
                FailureCode.StorageMissing, action, name, said, "check that AWS_ENDPOINT is an S3 endpoint.", error),
            _ => New(
                FailureCode.StorageDenied, action, name, said,
                "compare AWS_ENDPOINT, AWS_REGION and the storage class with what the store offers.", error),
        };
    }

    /// <summary>
    /// A refusal of requests whose time is too far off; answers to HEAD have no code, but every answer has a date.
    /// </summary>
    private ArchiverException? Skew(AmazonServiceException error)
    {
        if (error.StatusCode != HttpStatusCode.Forbidden) return null;
        var named = error.ErrorCode is "RequestTimeTooSkewed" or "RequestExpired";
        var ours = time.GetUtcNow();
        var date = Find<HttpErrorResponseException>(error)?.Response?.GetHeaderValue("Date");
        var known = DateTimeOffset.TryParse(
            date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs);
        if (!named && !(known && (theirs - ours).Duration() > ToleratedSkew)) return null;
        var there = known ? $"{theirs.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : "unknown";
        return new ArchiverException(
            FailureCode.ClockSkew,
            $"the clocks differ too much for S3: here {ours.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, at {Host} {there}",
            "set this machine's clock (or the store's) with NTP.", error);
    }

    private ArchiverException New(
        FailureCode code, string action, string name, string detail, string hint, Exception? error) => new(
        code, $"could not {action} '{options.Location}/{name}': {Clean(detail)}", hint, error);

    /// <summary>Some stores repeat the string to sign or the keys in their texts.</summary>
    private string Clean(string text)
    {
        foreach (var secret in new[] { options.SecretAccessKey, options.SessionToken, options.CustomerKey })
        {
            if (!string.IsNullOrEmpty(secret)) text = text.Replace(secret, "***", StringComparison.Ordinal);
        }
        return text.ReplaceLineEndings(" ");
    }

    private static string Innermost(Exception error)
    {
        while (error.InnerException is { } inner) error = inner;
        return error.Message;
    }

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is T found) return found;
        }
        return null;
    }
}
