using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.S3.Iam;

namespace Postern.Embedded.Providers.S3;

/// <summary>
/// The settings of pulumi:providers:aws that concern S3. Lists and truth values arrive as JSON texts: <c>endpoints</c>
/// is <c>[ { "s3": "http://..." } ]</c>.
/// </summary>
internal sealed record S3Configuration(
    string Region, string? Endpoint, string? AccessKey, string? SecretKey, string? Token, bool UsePathStyle)
{
    private const string DefaultRegion = "us-east-1";

    private static readonly TimeSpan IamPatience = TimeSpan.FromSeconds(100);

    /// <summary>Where IAM is: given, or AWS's own when the store is; null for another store without one.</summary>
    public string? IamEndpoint { get; init; }

    /// <summary>Why a user cannot be made, where there is no IAM.</summary>
    public string NoIam =>
        $"the object store at {Place} has no IAM: make its users and keys there, and give the keys to the program";

    /// <summary>The place that messages name.</summary>
    public string Place => Endpoint ?? $"s3.{Region}.amazonaws.com";

    /// <exception cref="ProviderException">The endpoints are no such JSON.</exception>
    public static S3Configuration Read(PropertyMap config) => new(
        config.Text("region") is { Length: > 0 } region
            ? region : DefaultRegion, ReadEndpoint(config, "s3"), config.Text("accessKey"),
        config.Text("secretKey"), config.Text("token"), config.Flag("s3UsePathStyle") ?? false)
    {
        IamEndpoint = ReadEndpoint(config, "iam") is { Length: > 0 } iam ? iam
            : ReadEndpoint(config, "s3") is null ? "https://iam.amazonaws.com" : null,
    };

    /// <exception cref="ProviderException">The store has no IAM.</exception>
    public IamClient CreateIamClient(TimeProvider time)
    {
        if (IamEndpoint is null)
        {
            throw new ProviderException(NoIam);
        }
        // AWS's own is one for all regions, and lies in the first.
        var region = ReadsAwsIam ? DefaultRegion : Region;
        return new IamClient(new Uri(IamEndpoint), region, CredentialsAsync, time, IamPatience);
    }

    /// <summary>Without keys the SDK's own chain (environment, profile, instance) finds some.</summary>
    public AmazonS3Client CreateClient()
    {
        var client = new AmazonS3Config { ForcePathStyle = UsePathStyle, MaxErrorRetry = 2 };
        if (Endpoint is null) client.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        else
        {
            client.ServiceURL = Endpoint;
            client.AuthenticationRegion = Region;
            // Stores that are not AWS's own need not know the checksums that AWS has come to send by default.
            client.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            client.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }
        return (AccessKey, SecretKey, Token) switch
        {
            ({ Length: > 0 } key, { Length: > 0 } secret, { Length: > 0 } token) =>
                new AmazonS3Client(new SessionAWSCredentials(key, secret, token), client),
            ({ Length: > 0 } key, { Length: > 0 } secret, _) =>
                new AmazonS3Client(new BasicAWSCredentials(key, secret), client),
            _ => new AmazonS3Client(client),
        };
    }

    private bool ReadsAwsIam => IamEndpoint?.EndsWith(".amazonaws.com", StringComparison.Ordinal) == true;

    private async Task<ImmutableCredentials> CredentialsAsync() => (AccessKey, SecretKey) switch
    {
        ({ Length: > 0 } key, { Length: > 0 } secret) => new ImmutableCredentials(key, secret, Token),
        _ => await DefaultAWSCredentialsIdentityResolver.GetCredentials().GetCredentialsAsync(),
    };

    private static string? ReadEndpoint(PropertyMap config, string service)
    {
        if (config.Maps("endpoints") is { IsEmpty: false } given)
        {
            return given.Select(entry => entry.Text(service)).FirstOrDefault(static url => url is { Length: > 0 });
        }
        if (config.Text("endpoints") is not { Length: > 0 } text) return null;
        try
        {
            return JsonNode.Parse(text) is JsonArray list
                ? list.OfType<JsonObject>().Select(entry => entry[service]?.GetValue<string>())
                    .FirstOrDefault(static url => url is { Length: > 0 })
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ProviderException("'endpoints' of the aws provider is not a JSON list of objects", exception);
        }
    }
}
