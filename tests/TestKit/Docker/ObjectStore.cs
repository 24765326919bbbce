using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Postern.Tests.TestKit.Docker;

/// <summary>
/// A real object store in a container of its own: Swift behind its S3 API, on a free port of 127.0.0.1, with one user
/// that may write and one that may only read. Gone, with its volume, when disposed.
/// </summary>
public sealed class ObjectStore : IAsyncDisposable
{
    public const string AccessKey = "postern:archiver";
    public const string SecretKey = "a-secret-of-tests";
    public const string ReaderAccessKey = "postern:reader";
    public const string ReaderSecretKey = "another-secret-of-tests";
    public const string Region = "us-east-1";

    /// <summary>The store's port inside its network.</summary>
    public const int ContainerPort = 8080;

    private const string Users = $"{AccessKey} {SecretKey} admin\n{ReaderAccessKey} {ReaderSecretKey} reader\n";

    private ObjectStore(string container) => Container = container;

    /// <summary>The container's name, and its name in the network it was started in.</summary>
    public string Container { get; }

    /// <summary>From this machine: http://127.0.0.1:port.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1");

    /// <summary>From a container in the same network.</summary>
    public Uri EndpointInNetwork => new($"http://{Container}:{ContainerPort}");

    /// <param name="network">A user-defined network that other containers reach it through, or null.</param>
    public static async Task<ObjectStore> StartAsync(string? network = null)
    {
        var image = await TestImages.StoreAsync();
        var name = DockerCli.UniqueName("postern-store");
        var store = new ObjectStore(name);
        string[] inNetwork = network is null ? [] : ["--network", network];
        try
        {
            await DockerCli.RunAsync(
                ["create", "--name", name, "--label", DockerCli.TestLabel, "--publish", $"127.0.0.1::{ContainerPort}",
                    "--volume", "/srv/node", .. inNetwork, image]);
            await DockerCli.UploadAsync(name, "/etc/postern/store-users", Users);
            await store.StartAgainAsync();
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Starts the stopped or killed container, and waits until it answers. The published port may be another one.
    /// </summary>
    public async Task StartAgainAsync()
    {
        await DockerCli.RunAsync("start", Container);
        Endpoint = new Uri($"http://127.0.0.1:{await DockerCli.PublishedPortAsync(Container, ContainerPort)}");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        for (var attempt = 0; attempt < 240; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Endpoint, "/healthcheck"));
                if (answer.StatusCode == HttpStatusCode.OK) return;
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                // Not yet.
            }
            await Task.Delay(250);
        }
        throw new TimeoutException($"the object store did not answer:\n{await DockerCli.LogsAsync(Container)}");
    }

    public Task StopAsync() => DockerCli.RunAsync("stop", Container);

    public Task KillAsync() => DockerCli.RunAsync("kill", Container);

    /// <summary>A client of this machine, with the writer's key or the reader's.</summary>
    public AmazonS3Client Client(bool reader = false) => new(
        new BasicAWSCredentials(reader ? ReaderAccessKey : AccessKey, reader ? ReaderSecretKey : SecretKey),
        new AmazonS3Config
        {
            ServiceURL = Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = Region,
            MaxErrorRetry = 2,
        });

    /// <summary>Creates a bucket with a name that no other test has.</summary>
    public async Task<string> CreateBucketAsync(string prefix = "postern-test")
    {
        var name = DockerCli.UniqueName(prefix);
        using var client = Client();
        await client.PutBucketAsync(new PutBucketRequest { BucketName = name });
        return name;
    }

    /// <summary>Every key that begins with the prefix, in the store's order.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(string bucket, string prefix = "")
    {
        using var client = Client();
        var keys = new List<string>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await client.ListObjectsV2Async(request);
            keys.AddRange((page.S3Objects ?? []).Select(one => one.Key));
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        return keys;
    }

    public async ValueTask DisposeAsync() => await DockerCli.RemoveContainerAsync(Container);
}
