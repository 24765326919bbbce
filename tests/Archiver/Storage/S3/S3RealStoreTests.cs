using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Archiver.Storage.S3;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Storage.S3;

/// <summary>The contract, and what only a real store can prove, against the store that the dev stack runs.</summary>
[Trait("Tier", "real-server")]
public sealed class S3RealStoreTests(RealStoreFixture fixture) : StorageContract, IClassFixture<RealStoreFixture>
{
    private const int PartSizeBytes = 5 * 1024 * 1024;

    private readonly string _prefix = $"test-{Convert.ToHexStringLower(TestBytes.Random(6, Environment.TickCount))}/";

    [Fact]
    public async Task Large_objects_go_in_parts_and_come_back_from_any_offset()
    {
        var bytes = RandomBytes((2 * PartSizeBytes) + 12_345);
        Assert.True(await PutAsync("large", bytes, PutMode.CreateOnly));
        Assert.Equal(bytes, await GetAsync("large"));
        Assert.Equal(bytes[(PartSizeBytes + 7)..], await GetAsync("large", PartSizeBytes + 7));
        Assert.Equal(bytes.Length, (await Storage.StatAsync("large", Cancellation))!.SizeBytes);
        Assert.False(await PutAsync("large", bytes, PutMode.CreateOnly));
        await Storage.DeleteAsync(["large"], Cancellation);
        Assert.Null(await Storage.StatAsync("large", Cancellation));
    }

    [Fact]
    public async Task The_store_itself_keeps_the_first_of_two_creators()
    {
        var created = await Storage.PutAsync(
            "object", PutMode.CreateOnly,
            async (stream, token) =>
            {
                await PutAsync("object", [1]);
                await stream.WriteAsync(RandomBytes(10), token);
            },
            Cancellation);
        Assert.False(created);
        Assert.Equal([1], (await GetAsync("object"))!);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_no_parts()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Storage.PutAsync(
            "large", PutMode.Replace,
            async (stream, token) =>
            {
                await stream.WriteAsync(RandomBytes((2 * PartSizeBytes) + 1), token);
                throw new InvalidDataException();
            },
            Cancellation));
        using var client = fixture.Store!.Client();
        var uploads = await client.ListMultipartUploadsAsync(fixture.Bucket, Cancellation);
        Assert.DoesNotContain(
            uploads.MultipartUploads ?? [], upload => upload.Key.StartsWith(_prefix, StringComparison.Ordinal));
        Assert.Empty(await ListAsync("", recursive: true));
    }

    [Fact]
    public async Task A_wrong_key_is_denied_and_never_absent()
    {
        await using var storage = new S3Storage(Options(secret: "wrong"), TimeProvider.System);
        foreach (var operation in Reads(storage))
        {
            var failure = await Assert.ThrowsAsync<ArchiverException>(operation);
            Assert.Equal(FailureCode.StorageDenied, failure.Code);
        }
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named_and_never_absent()
    {
        await using var storage = new S3Storage(Options(bucket: "no-such-bucket"), TimeProvider.System);
        foreach (var operation in Reads(storage))
        {
            var failure = await Assert.ThrowsAsync<ArchiverException>(operation);
            Assert.Equal(FailureCode.StorageMissing, failure.Code);
            Assert.Contains("no-such-bucket", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_clock_that_is_an_hour_off_is_named()
    {
        await using var storage = new S3Storage(Options(), new ShiftedTime(TimeSpan.FromHours(-1)));
        // The SDK signs with the machine's clock; what is shown here is that a refusal is compared with the clock
        // that was given.
        await storage.StatAsync("absent", Cancellation);
        await using var denied = new S3Storage(Options(secret: "wrong"), new ShiftedTime(TimeSpan.FromHours(-1)));
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => denied.StatAsync("object", Cancellation));
        Assert.Equal(FailureCode.ClockSkew, failure.Code);
    }

    [Fact]
    public async Task Keys_that_may_only_read_read_and_never_write()
    {
        await PutAsync("object", [1]);
        await using var reader = new S3Storage(
            Options(keyId: ObjectStore.ReaderAccessKey, secret: ObjectStore.ReaderSecretKey), TimeProvider.System);
        Assert.NotNull(await reader.StatAsync("object", Cancellation));
        Assert.Null(await reader.StatAsync("absent", Cancellation));
        foreach (var operation in new Func<Task>[]
        {
            () => reader.PutAsync("object", PutMode.Replace, (_, _) => Task.CompletedTask, Cancellation),
            () => reader.DeleteAsync(["object"], Cancellation),
            () => reader.DeleteAsync(["object", "object2"], Cancellation),
        })
        {
            var failure = await Assert.ThrowsAsync<ArchiverException>(operation);
            Assert.Equal(FailureCode.StorageDenied, failure.Code);
        }
        Assert.Equal([1], (await GetAsync("object"))!);
    }

    [Fact]
    public async Task Lists_and_deletes_more_than_a_batch()
    {
        var names = Enumerable.Range(0, 120).Select(number => $"w/{number:0000}").ToList();
        await Parallel.ForEachAsync(
            names, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (name, _) => await PutAsync(name, [1]));
        Assert.Equal(names, await ListAsync("w/", recursive: false));
        await Storage.DeleteAsync(names, Cancellation);
        Assert.Empty(await ListAsync("", recursive: true));
    }

    protected override Task<IStorage> OpenAsync()
    {
        Assert.SkipWhen(fixture.Store is null, "no Docker engine answers: the real object store was NOT tested");
        return Task.FromResult<IStorage>(new S3Storage(Options(), TimeProvider.System));
    }

    private static Func<Task>[] Reads(S3Storage storage) =>
    [
        () => storage.StatAsync("object", Cancellation),
        () => storage.OpenReadAsync("object", 0, Cancellation),
        () => ((IStorage)storage).FindAsync("object", [".lz4", ""], Cancellation),
        async () => await storage.ListAsync("", true, Cancellation).GetAsyncEnumerator().MoveNextAsync(),
    ];

    private S3Options Options(string? bucket = null, string? keyId = null, string? secret = null) => new()
    {
        Bucket = bucket ?? fixture.Bucket,
        Prefix = _prefix,
        Endpoint = fixture.Store!.Endpoint,
        ForcePathStyle = true,
        AccessKeyId = keyId ?? ObjectStore.AccessKey,
        SecretAccessKey = secret ?? ObjectStore.SecretKey,
        PartSizeBytes = PartSizeBytes,
        DeleteBatchSize = 50,
    };

    private sealed class ShiftedTime(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
