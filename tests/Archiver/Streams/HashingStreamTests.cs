using System.Security.Cryptography;
using Postern.Archiver.Streams;
using Xunit;

namespace Postern.Tests.Archiver.Streams;

public sealed class HashingStreamTests
{
    [Fact]
    public async Task Knows_count_and_hash_of_what_passed()
    {
        var bytes = TestBytes.Random(100_000);
        using var target = new MemoryStream();
        await using var writing = new HashingWriteStream(target);
        await TestBytes.WriteInPiecesAsync(writing, bytes, seed: 5);
        await using var reading = new HashingReadStream(new TestBytes.Trickle(target.ToArray()));
        Assert.Equal(bytes, await TestBytes.ReadAllAsync(reading));
        Assert.Equal((100_000, 100_000), (writing.CountBytes, reading.CountBytes));
        Assert.Equal(SHA256.HashData(bytes), writing.Sha256());
        Assert.Equal(SHA256.HashData(bytes), reading.Sha256());
    }

    [Fact]
    public async Task Of_nothing_it_is_the_hash_of_nothing()
    {
        await using var reading = new HashingReadStream(new MemoryStream());
        await TestBytes.ReadAllAsync(reading);
        Assert.Equal(SHA256.HashData([]), reading.Sha256());
    }
}
