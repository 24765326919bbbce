using Postern.Archiver.Storage;
using Postern.Archiver.Storage.Decorators;
using Xunit;

namespace Postern.Tests.Archiver.Storage.Decorators;

public sealed class ThrottledStorageTests : StorageContract
{
    [Fact]
    public void A_bucket_gives_its_burst_at_once_and_then_its_rate()
    {
        var limiter = new RateLimiter(1_000_000, TimeProvider.System);
        limiter.Take(RateLimiter.BurstBytes);
        var wait = limiter.Take(2_000_000);
        Assert.InRange(wait, TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2.1));
    }

    protected override Task<IStorage> OpenAsync() => Task.FromResult<IStorage>(new ThrottledStorage(
        new MemoryStorage(TimeProvider.System), new RateLimiter(1_000_000_000, TimeProvider.System)));
}
