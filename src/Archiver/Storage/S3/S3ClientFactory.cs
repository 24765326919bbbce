using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;
using Amazon.S3;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Storage.S3;

/// <summary>
/// The SDK's client, told everything, so that it looks for nothing: no profile files, no metadata service, no retries
/// of its own.
/// </summary>
internal static class S3ClientFactory
{
    public const string FallbackRegion = "us-east-1";

    private const int BodyBufferBytes = 256 * 1024;
    private const int ConnectTimeoutSeconds = 10;

    public static AmazonS3Client Open(S3Options options, string region)
    {
        var config = new AmazonS3Config
        {
            ServiceURL = (options.Endpoint ?? AwsEndpoint(region, options.DualStack)).ToString(),
            AuthenticationRegion = region,
            ForcePathStyle = options.ForcePathStyle,
            IgnoreConfiguredEndpointUrls = true,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            ThrottleRetries = false,
            DisableClockSkewCorrection = true,
            DefaultConfigurationMode = DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
            UseDualstackEndpoint = false,
            UseFIPSEndpoint = false,
            UseArnRegion = false,
            DisableMultiregionAccessPoints = true,
            DisableRequestCompression = true,
            // Signed payloads protect each body; the newer checksums are unknown to many stores.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            AllowAutoRedirect = false,
            BufferSize = BodyBufferBytes,
            DisableLogging = true,
            Timeout = Timeout.InfiniteTimeSpan,
            HttpClientFactory = new HttpClients(options.CertificateFile),
        };
        var client = Connect(options, config);
        if (options.Headers.Count > 0) client.BeforeRequestEvent += (_, request) => Add(options.Headers, request);
        return client;
    }

    private static AmazonS3Client Connect(S3Options options, AmazonS3Config config)
    {
        if (options.AccessKeyId is null) return new AmazonS3Client(config);
        AWSCredentials credentials = options.SessionToken is null
            ? new BasicAWSCredentials(options.AccessKeyId, options.SecretAccessKey)
            : new SessionAWSCredentials(options.AccessKeyId, options.SecretAccessKey, options.SessionToken);
        return new AmazonS3Client(credentials, config);
    }

    /// <summary>Before the request is signed, so that a header of the store's own family counts, too.</summary>
    private static void Add(IReadOnlyList<KeyValuePair<string, string>> headers, RequestEventArgs request)
    {
        if (request is not WebServiceRequestEventArgs { Headers: { } sent }) return;
        foreach (var (name, value) in headers) sent[name] = value;
    }

    /// <summary>Closes the client and its connections, which the SDK leaves to its factory.</summary>
    public static void Close(AmazonS3Client client)
    {
        client.Dispose();
        (client.Config.HttpClientFactory as IDisposable)?.Dispose();
    }

    private static Uri AwsEndpoint(string region, bool dualStack)
    {
        var suffix = region.StartsWith("cn-", StringComparison.Ordinal) ? "amazonaws.com.cn" : "amazonaws.com";
        return new Uri($"https://s3.{(dualStack ? "dualstack." : "")}{region}.{suffix}");
    }

    /// <summary>
    /// The SDK asks for a client with every request; it always gets the same one, or each request would connect anew.
    /// </summary>
    private sealed class HttpClients : HttpClientFactory, IDisposable
    {
        private readonly Lazy<HttpClient> _client;

        public HttpClients(string? certificateFile) => _client = new Lazy<HttpClient>(() => Create(certificateFile));

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client.Value;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public void Dispose()
        {
            if (_client.IsValueCreated) _client.Value.Dispose();
        }

        private static HttpClient Create(string? certificateFile)
        {
            var handler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectTimeout = TimeSpan.FromSeconds(ConnectTimeoutSeconds),
                PooledConnectionLifetime = TimeSpan.FromMinutes(10),
                UseCookies = false,
                ActivityHeadersPropagator = null,
            };
            if (certificateFile is not null) handler.SslOptions.CertificateChainPolicy = Trust(certificateFile);
            return new HttpClient(new WithoutExpect(handler)) { Timeout = Timeout.InfiniteTimeSpan };
        }

        /// <summary>
        /// The SDK waits for leave to send each body: that costs a round trip, or a second where the store does not
        /// know it.
        /// </summary>
        private sealed class WithoutExpect(HttpMessageHandler inner) : DelegatingHandler(inner)
        {
            protected override Task<HttpResponseMessage> SendAsync(
                HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.ExpectContinue = false;
                return base.SendAsync(request, cancellationToken);
            }
        }

        private static X509ChainPolicy Trust(string path)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            try
            {
                policy.CustomTrustStore.ImportFromPemFile(path);
                return policy;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
            {
                throw new ArchiverException(
                    FailureCode.SettingInvalid, $"the certificates of '{path}' cannot be read: {error.Message}",
                    "give a readable PEM file in WALG_S3_CA_CERT_FILE.", error);
            }
        }
    }
}
