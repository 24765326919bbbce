using System.Net;
using System.Net.Sockets;
using Amazon.S3.Model;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Embedded.Providers.S3;

[Trait("Tier", "real-server")]
public sealed class BucketTests(ObjectStoreFixture fixture) : IClassFixture<ObjectStoreFixture>
{
    private const string Bucket = "aws:s3/bucket:Bucket";

    [Fact]
    public async Task A_bucket_is_created_seen_unchanged_and_deleted()
    {
        using var provider = await fixture.ProviderAsync();
        var bucket = new ProviderSession(provider, Bucket, "Archive");
        var inputs = Property.Map("""{"forceDestroy":false}""");
        var outputs = await bucket.CreateAsync(inputs);
        Assert.Matches("^archive-[0-9a-f]{7}$", bucket.Id);
        Assert.Equal($"arn:aws:s3:::{bucket.Id}", outputs.Text("arn"));
        await bucket.AssertQuietAsync(inputs);
        var moved = await bucket.DiffAsync(inputs.With("bucket", new PropertyString("elsewhere")));
        Assert.Equal(DiffKind.UpdateReplace, moved.Details["bucket"]);
        await bucket.DeleteAsync();
        Assert.False(await bucket.RefreshAsync());
        await bucket.DeleteAsync();
    }

    [Fact]
    public async Task A_bucket_that_is_there_already_is_taken_over_with_a_warning()
    {
        using var provider = await fixture.ProviderAsync();
        var name = await fixture.Store.CreateBucketAsync();
        var bucket = new ProviderSession(provider, Bucket, "b");
        await bucket.CreateAsync(Property.Map($$"""{"bucket":"{{name}}"}"""));
        Assert.Equal(name, bucket.Id);
        await bucket.DeleteAsync();
    }

    [Fact]
    public async Task A_bucket_with_objects_stays_unless_forceDestroy_says_otherwise()
    {
        using var provider = await fixture.ProviderAsync();
        var bucket = new ProviderSession(provider, Bucket, "full");
        await bucket.CreateAsync(PropertyMap.Empty);
        using (var client = fixture.Store.Client())
        {
            for (var index = 0; index < 3; index++)
            {
                await client.PutObjectAsync(
                    new PutObjectRequest { BucketName = bucket.Id, Key = $"wal/ä {index}", ContentBody = "x" });
            }
        }
        var failure = await Assert.ThrowsAsync<ProviderException>(bucket.DeleteAsync);
        Assert.Contains("BucketNotEmpty", failure.Message, StringComparison.Ordinal);
        Assert.Contains("HINT", failure.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await fixture.Store.KeysAsync(bucket.Id)).Count);
        await bucket.UpdateAsync(Property.Map("""{"forceDestroy":true}"""));
        await bucket.DeleteAsync();
        Assert.False(await bucket.RefreshAsync());
    }

    [Theory]
    [InlineData("aws:s3/bucketVersioning:BucketVersioning", """{"versioningConfiguration":{"status":"Enabled"}}""")]
    [InlineData(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        """{"rules":[{"id":"x","status":"Enabled","filter":{"prefix":"wal/"},"expiration":{"days":30}}]}""")]
    [InlineData("aws:s3/bucketPolicy:BucketPolicy", """{"policy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}""")]
    [InlineData("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", """{"blockPublicAcls":true}""")]
    public async Task What_the_store_does_not_offer_is_a_warning_and_stays_quiet(string type, string setting)
    {
        using var provider = await fixture.ProviderAsync();
        var bucket = new ProviderSession(provider, Bucket, "settings");
        await bucket.CreateAsync(PropertyMap.Empty);
        var feature = new ProviderSession(provider, type, "setting");
        var inputs = Property.Map(setting).With("bucket", new PropertyString(bucket.Id));
        await feature.CreateAsync(inputs);
        Assert.All(
            feature.Log.Warnings, warning => Assert.Contains("does not offer", warning, StringComparison.Ordinal));
        await feature.AssertQuietAsync(inputs);
        await feature.DeleteAsync();
        await bucket.DeleteAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', feature.Log.Warnings));
    }

    [Fact]
    public async Task A_wrong_key_is_the_store_s_own_word()
    {
        using var provider = await fixture.ProviderAsync("wrong");
        var bucket = new ProviderSession(provider, Bucket, "b");
        var failure = await Assert.ThrowsAsync<ProviderException>(() => bucket.CreateAsync(PropertyMap.Empty));
        Assert.StartsWith("creating S3 Bucket (b-", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_comes_up_late_is_waited_for()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var provider = await ObjectStoreFixture.ProviderAsync(
            new Uri($"http://127.0.0.1:{port}"), ObjectStore.SecretKey);
        var bucket = new ProviderSession(provider, Bucket, "late");
        var creating = bucket.CreateAsync(PropertyMap.Empty);
        while (bucket.Log.Lines.IsEmpty) await Task.Yield();
        using var relay = new Relay(port, fixture.Store.Endpoint);
        await creating;
        Assert.Contains(
            bucket.Log.Lines, line => line.StartsWith("waiting for the object store at", StringComparison.Ordinal));
        await bucket.DeleteAsync();
    }
}
