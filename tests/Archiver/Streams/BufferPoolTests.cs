using Postern.Archiver.Streams;
using Xunit;

namespace Postern.Tests.Archiver.Streams;

public sealed class BufferPoolTests
{
    [Fact]
    public async Task Who_asks_for_one_too_many_waits_and_gets_one_that_was_used()
    {
        using var pool = new BufferPool(1000, 2);
        var first = await pool.RentAsync(CancellationToken.None);
        await pool.RentAsync(CancellationToken.None);
        var third = pool.RentAsync(CancellationToken.None).AsTask();
        Assert.False(third.IsCompleted);
        pool.Return(first);
        Assert.Same(first, await third);
        Assert.Equal(1000, first.Length);
    }
}
