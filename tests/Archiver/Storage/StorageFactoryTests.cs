using Postern.Archiver.Failures;
using Postern.Archiver.Settings;
using Postern.Archiver.Storage;
using Postern.Archiver.Storage.S3;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Storage;

public sealed class StorageFactoryTests
{
    private const string Secret = "a-secret-key-that-must-not-be-seen";

    [Theory]
    [InlineData("WALG_S3_PREFIX", "s3://bucket/a/b/", null, "s3://bucket/a/b")]
    [InlineData("WALE_S3_PREFIX", "s3://bucket", null, "s3://bucket")]
    [InlineData("WALG_S3_PREFIX", "s3://bucket/a", "/more/", "s3://bucket/a/more")]
    [InlineData("WALG_S3_PREFIX", "s3://bucket/with%20percent", null, "s3://bucket/with%20percent")]
    [InlineData("WALG_FILE_PREFIX", "/srv/archive", null, "/srv/archive")]
    [InlineData("WALE_FILE_PREFIX", "file://localhost/srv/archive/", null, "/srv/archive")]
    [InlineData("WALG_FILE_PREFIX", "/srv/archive", "more", "/srv/archive/more")]
    public async Task Finds_the_place(string setting, string value, string? folder, string location)
    {
        var settings = new Dictionary<string, string> { [setting] = value };
        if (folder is not null) settings["WALG_STORAGE_PREFIX"] = folder;
        await using var storage = StorageFactory.Open(new ArchiverSettings(settings), TimeProvider.System);
        Assert.Equal(location, storage.Location);
    }

    [Theory]
    [InlineData("WALG_GS_PREFIX", "gs://bucket", "WALG_GS_PREFIX")]
    [InlineData("WALG_FILE_PREFIX", "relative/path", "WALG_FILE_PREFIX")]
    [InlineData("WALG_S3_PREFIX", "bucket/path", "WALG_S3_PREFIX")]
    [InlineData("AWS_REGION", "eu-west-1", "WALG_S3_PREFIX")]
    [InlineData("WALG_TARGET_STORAGE", "second", "WALG_TARGET_STORAGE")]
    [InlineData("WALG_FAILOVER_STORAGES", "{}", "WALG_FAILOVER_STORAGES")]
    public void Says_what_is_wrong(string setting, string value, string named)
    {
        var failure = Assert.Throws<ArchiverException>(() => StorageFactory.Open(
            new ArchiverSettings(new Dictionary<string, string> { [setting] = value }), TimeProvider.System));
        Assert.Contains(named, failure.Message + failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT")]
    [InlineData("WALG_AWS_ACCESS_KEY", "WALG_AWS_SECRET_KEY", "WALE_AWS_ENDPOINT")]
    public void Reads_every_spelling(string keyId, string secret, string endpoint)
    {
        var options = Read(new() { [keyId] = "id", [secret] = Secret, [endpoint] = "store.example:9000" });
        Assert.Equal(("id", Secret), (options.AccessKeyId, options.SecretAccessKey));
        Assert.Equal("https://store.example:9000/", options.Endpoint!.ToString());
    }

    [Theory]
    [InlineData("S3_SSE", "aws:kms", "S3_SSE_KMS_ID")]
    [InlineData("S3_SSE_KMS_ID", "some-id", "S3_SSE")]
    [InlineData("AWS_SECRET_ACCESS_KEY", Secret, "AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_ROLE_ARN", "arn:aws:iam::1:role/x", "AWS_ROLE_ARN")]
    [InlineData("S3_MAX_PART_SIZE", "1000", "S3_MAX_PART_SIZE")]
    [InlineData("AWS_ENDPOINT", "ftp://store", "AWS_ENDPOINT")]
    public void Refuses_what_cannot_work_without_showing_secrets(string setting, string value, string named)
    {
        var failure = Assert.Throws<ArchiverException>(() => Read(new() { [setting] = value }));
        Assert.Contains(named, failure.Message + failure.Hint, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_of_walgs_is_read_with_its_names()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("wal_005"));
        File.WriteAllText(folder.At("wal_005", "000000010000000000000001.lz4"), "x");
        await using var storage = StorageFactory.Open(
            new ArchiverSettings(new Dictionary<string, string> { ["WALG_FILE_PREFIX"] = folder.Path }),
            TimeProvider.System);
        var found = await storage.StatAsync(
            "wal_005/000000010000000000000001.lz4", TestContext.Current.CancellationToken);
        Assert.Equal(1, found!.SizeBytes);
    }

    [Fact]
    public void Concurrency_headers_and_ranges_have_their_effect()
    {
        Assert.Equal(1, Read([]).PartsAtATime);
        Assert.Equal(5, Read(new() { ["WALG_UPLOAD_CONCURRENCY"] = "5" }).PartsAtATime);
        Assert.Equal(
            [KeyValuePair.Create("X-A", "b")],
            Read(new() { ["WALG_S3_REQUEST_ADDITIONAL_HEADERS"] = "X-A: b" }).Headers);
        var policy = StorageFactory.PolicyOf(
            new ArchiverSettings(new Dictionary<string, string> { ["S3_RANGE_MAX_RETRIES"] = "2" }));
        Assert.Equal((3, 16), (policy.ResumeAttempts, policy.Attempts));
    }

    private static S3Options Read(Dictionary<string, string> settings) =>
        new S3Settings(new ArchiverSettings(settings)).Read("s3://bucket/path", null);
}
