using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Archiver.Storage.S3;
using Xunit;

namespace Postern.Tests.Archiver.Storage.S3;

public sealed class S3FailureTests : IAsyncLifetime
{
    private readonly FakeS3 _fake = new();
    private S3Storage? _storage;

    private S3Storage Storage => _storage ??= new S3Storage(S3StorageTests.Options(_fake), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Theory]
    [InlineData(503, "SlowDown", FailureCode.StorageUnreachable)]
    [InlineData(503, "ServiceUnavailable", FailureCode.StorageUnreachable)]
    [InlineData(500, "InternalError", FailureCode.StorageUnreachable)]
    [InlineData(502, "BadGateway", FailureCode.StorageUnreachable)]
    [InlineData(429, "TooManyRequests", FailureCode.StorageUnreachable)]
    [InlineData(400, "RequestTimeout", FailureCode.StorageUnreachable)]
    [InlineData(409, "ConditionalRequestConflict", FailureCode.StorageUnreachable)]
    [InlineData(403, "AccessDenied", FailureCode.StorageDenied)]
    [InlineData(403, "InvalidAccessKeyId", FailureCode.StorageDenied)]
    [InlineData(403, "SignatureDoesNotMatch", FailureCode.StorageDenied)]
    [InlineData(403, "RequestTimeTooSkewed", FailureCode.ClockSkew)]
    [InlineData(404, "NoSuchBucket", FailureCode.StorageMissing)]
    [InlineData(400, "AuthorizationHeaderMalformed", FailureCode.SettingInvalid)]
    [InlineData(400, "InvalidStorageClass", FailureCode.StorageDenied)]
    [InlineData(507, "InsufficientStorage", FailureCode.DiskFull)]
    [InlineData(403, "QuotaExceeded", FailureCode.DiskFull)]
    public async Task Every_answer_has_its_code_for_every_operation(int status, string answer, FailureCode code)
    {
        _fake.Fault = request => request.Method == "HEAD" ? null : FakeS3.Error(status, answer);
        foreach (var operation in Operations())
        {
            var failure = await Assert.ThrowsAsync<ArchiverException>(operation);
            Assert.Equal(code, failure.Code);
            Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Absent_is_said_only_of_an_object_in_a_bucket_that_is_there()
    {
        Assert.Null(await Storage.StatAsync("object", Cancellation));
        await using var other = new S3Storage(
            S3StorageTests.Options(_fake, bucket: "no-such-bucket"), TimeProvider.System);
        foreach (var operation in new Func<Task>[]
        {
            () => other.StatAsync("object", Cancellation),
            () => other.OpenReadAsync("object", 0, Cancellation),
            async () => await other.ListAsync("", true, Cancellation).GetAsyncEnumerator().MoveNextAsync(),
        })
        {
            var failure = await Assert.ThrowsAsync<ArchiverException>(operation);
            Assert.Equal(FailureCode.StorageMissing, failure.Code);
            Assert.Contains("no-such-bucket", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_web_server_that_is_no_s3_never_says_absent()
    {
        _fake.Fault = _ => new HttpAnswer(404, "<html>not found</html>"u8.ToArray());
        var failure = await Assert.ThrowsAsync<ArchiverException>(
            () => Storage.OpenReadAsync("object", 0, Cancellation));
        Assert.Equal(FailureCode.StorageMissing, failure.Code);
    }

    [Fact]
    public async Task A_clock_that_is_off_is_named_with_both_times_also_for_head()
    {
        _fake.Fault = _ => new HttpAnswer(403, []) { Headers = { ["Date"] = "Sun, 01 Jan 2023 10:11:12 GMT" } };
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => Storage.StatAsync("object", Cancellation));
        Assert.Equal(FailureCode.ClockSkew, failure.Code);
        Assert.Contains("2023-01-01 10:11:12Z", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"here {DateTimeOffset.UtcNow:yyyy-MM-dd}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable_and_names_the_endpoint()
    {
        var port = new Uri(_fake.Endpoint).Port;
        Assert.Equal($"s3://{FakeS3.Bucket}/some/prefix", Storage.Location);
        await _fake.DisposeAsync();
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => Storage.StatAsync("object", Cancellation));
        Assert.Equal(FailureCode.StorageUnreachable, failure.Code);
        Assert.Contains($"127.0.0.1:{port}", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_hangs_is_given_up()
    {
        await using var storage = new S3Storage(
            S3StorageTests.Options(_fake, idle: TimeSpan.FromMilliseconds(100)), TimeProvider.System);
        _fake.Fault = _ => new HttpAnswer(200, []) { Hangs = true };
        foreach (var operation in new Func<Task>[]
        {
            () => storage.StatAsync("object", Cancellation),
            () => storage.PutAsync("object", PutMode.Replace, (_, _) => Task.CompletedTask, Cancellation),
        })
        {
            var failure = await Assert.ThrowsAsync<ArchiverException>(operation);
            Assert.Equal(FailureCode.StorageUnreachable, failure.Code);
            Assert.Contains("no progress", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_that_ends_early_or_has_no_length_never_looks_whole()
    {
        _fake.Fault = _ => new HttpAnswer(200, new byte[100_000]) { SendBytes = 60_000 };
        await AssertReadFailsAsync();
        _fake.Fault = _ => new HttpAnswer(200, new byte[100_000])
        {
            SendBytes = 60_000, Headers = { ["Content-Length"] = "100000" },
        };
        await AssertReadFailsAsync();
    }

    [Fact]
    public async Task A_range_that_the_store_ignores_is_refused()
    {
        _fake.Fault = _ => new HttpAnswer(200, new byte[1000]);
        var failure = await Assert.ThrowsAsync<ArchiverException>(
            () => Storage.OpenReadAsync("object", 10, Cancellation));
        Assert.Equal(FailureCode.StorageUnreachable, failure.Code);
    }

    [Fact]
    public async Task Errors_for_single_keys_of_a_delete_are_failures()
    {
        _fake.Fault = request => request.Query.ContainsKey("delete")
            ? new HttpAnswer(200, System.Text.Encoding.ASCII.GetBytes(
                "<DeleteResult><Error><Key>some/prefix/a/2</Key><Code>AccessDenied</Code>"
                + "<Message>locked</Message></Error></DeleteResult>"))
            : null;
        var failure = await Assert.ThrowsAsync<ArchiverException>(
            () => Storage.DeleteAsync(["a/1", "a/2"], Cancellation));
        Assert.Equal(FailureCode.StorageDenied, failure.Code);
        Assert.Contains("a/2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_cancellation_stays_a_cancellation()
    {
        _fake.Fault = _ => new HttpAnswer(200, []) { Hangs = true };
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.StatAsync("object", source.Token));
    }

    private async Task AssertReadFailsAsync()
    {
        await using var stream = await Storage.OpenReadAsync("object", 0, Cancellation);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => stream!.CopyToAsync(Stream.Null, Cancellation));
        Assert.Equal(FailureCode.StorageUnreachable, failure.Code);
    }

    private IEnumerable<Func<Task>> Operations() =>
    [
        () => Storage.OpenReadAsync("object", 0, Cancellation),
        () => Storage.PutAsync("object", PutMode.Replace, (_, _) => Task.CompletedTask, Cancellation),
        async () => await Storage.ListAsync("", true, Cancellation).GetAsyncEnumerator().MoveNextAsync(),
        () => Storage.DeleteAsync(["a/1"], Cancellation),
        () => Storage.DeleteAsync(["a/1", "a/2"], Cancellation),
    ];
}
