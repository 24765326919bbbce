using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Archiver.Storage.Decorators;
using Xunit;

namespace Postern.Tests.Archiver.Storage.Decorators;

public sealed class RetryingStorageTests : StorageContract
{
    private static readonly RetryPolicy Quick = new()
    {
        Attempts = 4,
        FirstDelay = TimeSpan.FromTicks(1),
        LongestDelay = TimeSpan.FromTicks(1),
    };

    private readonly FlakyStorage _flaky = new(new MemoryStorage(TimeProvider.System));

    [Fact]
    public async Task Transient_failures_are_overcome()
    {
        var failures = 0;
        _flaky.Next = () => failures++ % 3 == 0 ? FlakyStorage.Unreachable() : null;
        await PutAsync("a/1", [1, 2, 3]);
        Assert.Equal([1, 2, 3], (await GetAsync("a/1"))!);
        Assert.NotNull(await Storage.StatAsync("a/1", Cancellation));
        Assert.Equal(["a/1"], await ListAsync("a/", recursive: true));
        await Storage.DeleteAsync(["a/1"], Cancellation);
        Assert.Null(await Storage.StatAsync("a/1", Cancellation));
        Assert.True(failures > 6);
    }

    [Theory]
    [InlineData(FailureCode.StorageDenied)]
    [InlineData(FailureCode.StorageMissing)]
    [InlineData(FailureCode.ClockSkew)]
    [InlineData(FailureCode.DiskFull)]
    [InlineData(FailureCode.PermissionDenied)]
    public async Task Other_failures_are_not_repeated(FailureCode code)
    {
        _flaky.Next = () => new ArchiverException(code, "no", "no.");
        await Assert.ThrowsAsync<ArchiverException>(() => Storage.StatAsync("a", Cancellation));
        Assert.Equal(1, _flaky.Calls);
    }

    [Fact]
    public async Task The_last_failure_is_raised_when_the_tries_are_used_up()
    {
        _flaky.Next = FlakyStorage.Unreachable;
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => Storage.StatAsync("a", Cancellation));
        Assert.Equal(FailureCode.StorageUnreachable, failure.Code);
        Assert.Equal(4, _flaky.Calls);
    }

    [Fact]
    public async Task The_deadline_names_the_last_cause()
    {
        await using var storage = new RetryingStorage(
            _flaky, new RetryPolicy { Attempts = int.MaxValue, Deadline = TimeSpan.FromMilliseconds(200) },
            TimeProvider.System);
        _flaky.Next = FlakyStorage.Unreachable;
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => storage.StatAsync("a", Cancellation));
        Assert.Equal(FailureCode.Deadline, failure.Code);
        Assert.Contains("503 for the last time", failure.Message, StringComparison.Ordinal);
        failure = await Assert.ThrowsAsync<ArchiverException>(
            () => storage.PutAsync("a", PutMode.Replace, (_, _) => Task.CompletedTask, Cancellation));
        Assert.Equal(FailureCode.Deadline, failure.Code);
    }

    [Fact]
    public async Task The_deadline_ends_a_call_that_hangs()
    {
        await using var storage = new RetryingStorage(
            _flaky, new RetryPolicy { Deadline = TimeSpan.FromMilliseconds(100) }, TimeProvider.System);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => storage.PutAsync(
            "a", PutMode.Replace, (_, token) => Task.Delay(Timeout.Infinite, token), Cancellation));
        Assert.Equal(FailureCode.Deadline, failure.Code);
    }

    [Fact]
    public async Task A_read_that_breaks_off_goes_on_where_it_stopped()
    {
        var bytes = RandomBytes(100_000);
        await PutAsync("object", bytes);
        _flaky.BreakReadAfterBytes = 7001;
        Assert.Equal(bytes, await GetAsync("object"));
        Assert.Equal(bytes[5000..], await GetAsync("object", 5000));
        await using var stream = await Storage.OpenReadAsync("object", 0, Cancellation);
        using var copy = new MemoryStream();
        stream!.CopyTo(copy);
        Assert.Equal(bytes, copy.ToArray());
    }

    [Fact]
    public async Task A_read_without_progress_ends()
    {
        await PutAsync("object", RandomBytes(1000));
        _flaky.BreakReadAfterBytes = 0;
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => GetAsync("object"));
        Assert.Equal(FailureCode.StorageUnreachable, failure.Code);
    }

    [Fact]
    public async Task An_object_deleted_while_it_is_read_is_no_end()
    {
        await PutAsync("object", RandomBytes(100_000));
        _flaky.BreakReadAfterBytes = 7001;
        await using var stream = await Storage.OpenReadAsync("object", 0, Cancellation);
        await stream!.ReadExactlyAsync(new byte[10], Cancellation);
        await Storage.DeleteAsync(["object"], Cancellation);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => stream.CopyToAsync(Stream.Null, Cancellation));
        Assert.Equal(FailureCode.StorageMissing, failure.Code);
    }

    [Fact]
    public async Task A_listing_that_breaks_off_gives_every_name_once()
    {
        for (var number = 100; number < 150; number++) await PutAsync($"w/{number}", [1]);
        var breaks = new Queue<int>([7, 20, 21, 49]);
        _flaky.Next = () =>
        {
            _flaky.BreakListAfter = breaks.Count > 0 ? breaks.Dequeue() : null;
            return null;
        };
        Assert.Equal(
            Enumerable.Range(100, 50).Select(number => $"w/{number}"), await ListAsync("w/", recursive: false));
    }

    [Fact]
    public async Task A_listing_that_hangs_ends_with_the_deadline_and_says_so()
    {
        for (var number = 0; number < 3; number++) await PutAsync($"w/{number}", [1]);
        var hangs = new TaskCompletionSource<bool>();
        (_flaky.BreakListAfter, _flaky.ListHangs) = (2, hangs.Task);
        await using var storage = new RetryingStorage(
            _flaky, new RetryPolicy { Deadline = TimeSpan.FromMilliseconds(100) }, TimeProvider.System);
        var given = new List<string>();
        var failure = await Assert.ThrowsAsync<ArchiverException>(async () =>
        {
            await foreach (var found in storage.ListAsync("w/", true, Cancellation)) given.Add(found.Name);
        });
        Assert.Equal(FailureCode.Deadline, failure.Code);
        Assert.Equal(["w/0", "w/1"], given);
        hangs.SetResult(false);
    }

    [Fact]
    public async Task A_listing_that_is_left_in_the_middle_ends_quietly()
    {
        for (var number = 0; number < 3; number++) await PutAsync($"w/{number}", [1]);
        await foreach (var found in Storage.ListAsync("w/", true, Cancellation))
        {
            Assert.Equal("w/0", found.Name);
            break;
        }
    }

    [Fact]
    public async Task A_cut_download_has_tries_of_its_own()
    {
        await using var storage = new RetryingStorage(
            _flaky, Quick with { Attempts = 100, ResumeAttempts = 3 }, TimeProvider.System);
        await PutAsync("object", RandomBytes(1000));
        _flaky.BreakReadAfterBytes = 0;
        await using var stream = await storage.OpenReadAsync("object", 0, Cancellation);
        var before = _flaky.Calls;
        await Assert.ThrowsAsync<ArchiverException>(() => stream!.CopyToAsync(Stream.Null, Cancellation));
        Assert.Equal(2, _flaky.Calls - before);
    }

    [Fact]
    public void Delays_double_up_to_the_longest_and_jitter_below()
    {
        var policy = new RetryPolicy
        {
            FirstDelay = TimeSpan.FromMilliseconds(100), LongestDelay = TimeSpan.FromMilliseconds(900),
            Jitter = () => 1,
        };
        Assert.Equal(
            [100, 200, 400, 800, 900, 900],
            Enumerable.Range(1, 6).Select(failures => policy.DelayAfter(failures).TotalMilliseconds));
        Assert.Equal(900, policy.DelayAfter(int.MaxValue).TotalMilliseconds);
        Assert.Equal(25, (policy with { Jitter = () => 0 }).DelayAfter(1).TotalMilliseconds);
        Assert.InRange(new RetryPolicy().Jitter(), 0, 1);
    }

    protected override Task<IStorage> OpenAsync() =>
        Task.FromResult<IStorage>(new RetryingStorage(_flaky, Quick, TimeProvider.System));
}
