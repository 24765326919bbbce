using Postern.Archiver.Storage;
using Postern.Archiver.Storage.S3;
using Xunit;

namespace Postern.Tests.Archiver.Storage.S3;

public sealed class S3StorageTests : StorageContract
{
    private readonly FakeS3 _fake = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task Small_objects_take_one_request_and_large_ones_parts()
    {
        await PutAsync("small", RandomBytes(4096));
        Assert.Equal(["PUT"], _fake.Requests.Select(request => request.Method));
        _fake.Requests.Clear();
        var large = RandomBytes((3 * 65_536) + 1);
        await PutAsync("large", large);
        Assert.Equal(
            ["POST", "PUT", "PUT", "PUT", "PUT", "POST"], _fake.Requests.Select(request => request.Method));
        Assert.Equal(large, await GetAsync("large"));
        Assert.Equal(0, _fake.OpenUploads);
    }

    [Fact]
    public async Task Requests_one_after_another_share_a_connection()
    {
        await PutAsync("object", RandomBytes(1000), PutMode.CreateOnly);
        await GetAsync("object");
        await ListAsync("", recursive: true);
        Assert.Null(await Storage.StatAsync("absent", Cancellation));
        Assert.Null(await Storage.OpenReadAsync("absent", 0, Cancellation));
        await Storage.DeleteAsync(["object"], Cancellation);
        Assert.Equal(1, _fake.Connections);
    }

    [Fact]
    public async Task Two_creators_at_once_make_one_object()
    {
        // The second one comes after the first one's HEAD, which is when only the condition can help.
        foreach (var size in new[] { 10, 200_000 })
        {
            var created = await Storage.PutAsync(
                $"object{size}", PutMode.CreateOnly,
                async (stream, token) =>
                {
                    await PutAsync($"object{size}", [1]);
                    await stream.WriteAsync(RandomBytes(size), token);
                },
                Cancellation);
            Assert.False(created);
            Assert.Equal([1], (await GetAsync($"object{size}"))!);
            Assert.Equal(0, _fake.OpenUploads);
        }
    }

    [Fact]
    public async Task A_store_without_conditions_is_used_without()
    {
        _fake.Fault = request => request.Headers.ContainsKey("If-None-Match")
            ? FakeS3.Error(501, "NotImplemented", "A header you provided implies functionality")
            : null;
        Assert.True(await PutAsync("object", [1], PutMode.CreateOnly));
        Assert.False(await PutAsync("object", [2], PutMode.CreateOnly));
        Assert.Equal([1], (await GetAsync("object"))!);
    }

    [Fact]
    public async Task A_multipart_upload_that_fails_is_aborted()
    {
        _fake.Fault = request => request.Query.GetValueOrDefault("partNumber") == "3"
            ? FakeS3.Error(500, "InternalError")
            : null;
        await Assert.ThrowsAsync<Postern.Archiver.Failures.ArchiverException>(
            () => PutAsync("large", RandomBytes(400_000)));
        Assert.Equal(0, _fake.OpenUploads);
        Assert.Empty(await ListAsync("", recursive: true));
    }

    [Fact]
    public async Task Lists_in_pages()
    {
        _fake.PageSize = 3;
        for (var number = 10; number < 20; number++) await PutAsync($"w/{number}", [1]);
        Assert.Equal(Enumerable.Range(10, 10).Select(number => $"w/{number}"), await ListAsync("w/", recursive: false));
    }

    [Fact]
    public async Task Deletes_folder_by_folder_so_that_a_sentinel_goes_before_its_parts()
    {
        string[] names = ["b/1_sentinel", "b/1/part_1", "b/1/part_2", "b/2_sentinel"];
        foreach (var name in names) await PutAsync(name, [1]);
        _fake.Requests.Clear();
        await Storage.DeleteAsync(names, Cancellation);
        Assert.Equal(["DELETE", "POST", "DELETE"], _fake.Requests.Select(request => request.Method));
        Assert.Empty(await ListAsync("", recursive: true));
    }

    [Fact]
    public async Task Sends_the_settings_of_every_object()
    {
        await using var storage = new S3Storage(
            Options(_fake, storageClass: "STANDARD_IA", encryption: "AES256"), TimeProvider.System);
        await storage.PutAsync("object", PutMode.Replace, (_, _) => Task.CompletedTask, Cancellation);
        var headers = Assert.Single(_fake.Requests).Headers;
        Assert.Equal("STANDARD_IA", headers["x-amz-storage-class"]);
        Assert.Equal("AES256", headers["x-amz-server-side-encryption"]);
        Assert.Matches("^[0-9a-f]{64}$", headers["x-amz-content-sha256"]);
        Assert.DoesNotContain("Expect", headers.Keys);
        Assert.Contains("/us-east-1/s3/aws4_request", headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_parts_travel_side_by_side_when_told_to()
    {
        var fast = Options(_fake, partsAtATime: 3);
        await using var storage = new S3Storage(fast, TimeProvider.System);
        var bytes = RandomBytes((9 * 65_536) + 17);
        // The first part is answered when the third one has come: one after the other they would wait for ever.
        using var third = new ManualResetEventSlim();
        var isAlone = false;
        _fake.Fault = request =>
        {
            var number = request.Query.GetValueOrDefault("partNumber");
            if (number == "3") third.Set();
            if (number == "1") isAlone = !third.Wait(TimeSpan.FromSeconds(30));
            return null;
        };
        await storage.PutAsync(
            "large", PutMode.Replace, async (stream, token) => await stream.WriteAsync(bytes, token), Cancellation);
        Assert.False(isAlone);
        Assert.Equal(bytes, await GetAsync("large"));
    }

    [Fact]
    public async Task Additional_headers_go_with_every_request_and_are_signed()
    {
        await using var storage = new S3Storage(
            Options(_fake, headers: [KeyValuePair.Create("x-amz-meta-project", "backups")]), TimeProvider.System);
        await storage.PutAsync("object", PutMode.Replace, (_, _) => Task.CompletedTask, Cancellation);
        await storage.StatAsync("object", Cancellation);
        Assert.All(_fake.Requests, request =>
        {
            Assert.Equal("backups", request.Headers["x-amz-meta-project"]);
            Assert.Contains("x-amz-meta-project", request.Headers["Authorization"], StringComparison.Ordinal);
        });
    }

    internal static S3Options Options(
        FakeS3 fake, string bucket = FakeS3.Bucket, string? storageClass = null, string? encryption = null,
        TimeSpan? idle = null, string? certificateFile = null, int partsAtATime = 1,
        IReadOnlyList<KeyValuePair<string, string>>? headers = null) => new()
        {
            Bucket = bucket,
            Prefix = "some/prefix/",
            Endpoint = new Uri(fake.Endpoint),
            ForcePathStyle = true,
            AccessKeyId = "AKIDEXAMPLE",
            SecretAccessKey = "wJalrXUtnFEMI-secret",
            PartSizeBytes = 65_536,
            PartsAtATime = partsAtATime,
            Headers = headers ?? [],
            StorageClass = storageClass,
            Encryption = encryption,
            CertificateFile = certificateFile,
            IdleTimeout = idle ?? TimeSpan.FromSeconds(20),
        };

    protected override Task<IStorage> OpenAsync() =>
        Task.FromResult<IStorage>(new S3Storage(Options(_fake), TimeProvider.System));
}
