using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Receiving;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Tests.Archiver.Archiving.Wal;
using Postern.Tests.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Receiving;

/// <summary>The partial in the archive only ever grows: the server was told that the archive has it.</summary>
public sealed class SegmentArchiverTests : IDisposable
{
    private const string Partial = WalCluster.First + ".partial";
    private readonly WalCluster _cluster = new();
    private readonly byte[] _bytes = WalBytes.Segment(WalCluster.First);

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData(500_000, 100_000, 500_000)]
    [InlineData(500_000, 500_000, 500_000)]
    [InlineData(100_000, 500_000, 500_000)]
    [InlineData(300_000, 300_001, 300_001)]
    [InlineData(1 << 20, 262_144, 1 << 20)]
    public async Task A_restart_never_makes_it_shorter(int before, int after, int expected)
    {
        await StoreAsync(_bytes.AsMemory(0, before));
        await StoreAsync(_bytes.AsMemory(0, after));
        var stored = (await _cluster.ReadAsync(Partial))!;
        Assert.Equal(1 << 20, stored.Length);
        Assert.Equal(_bytes[..expected], stored[..expected]);
        Assert.True(expected == stored.Length || !stored.AsSpan(expected).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public async Task A_segment_that_is_received_again_by_the_same_process_never_makes_it_shorter()
    {
        var archive = _cluster.Archive();
        var archiver = await ArchiverAsync(archive);
        foreach (var bytes in new[] { 500_000, 100_000 })
        {
            using var segment = Segment(_bytes.AsSpan(0, bytes));
            await archiver.StorePartialAsync(segment, default);
        }
        Assert.Equal(_bytes[..500_000], (await _cluster.ReadAsync(Partial))![..500_000]);
    }

    [Fact]
    public async Task Other_bytes_are_not_replaced()
    {
        await StoreAsync(_bytes.AsMemory(0, 500_000));
        var other = _bytes.ToArray();
        other[300_000] ^= 1;
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => StoreAsync(other.AsMemory(0, 600_000)));
        Assert.Equal(FailureCode.ObjectDiffers, failure.Code);
        Assert.Equal(_bytes[..500_000], (await _cluster.ReadAsync(Partial))![..500_000]);
    }

    /// <summary>As a process that has just begun and received so much.</summary>
    private async Task StoreAsync(ReadOnlyMemory<byte> received)
    {
        using var segment = Segment(received.Span);
        await (await ArchiverAsync(_cluster.Archive())).StorePartialAsync(segment, default);
    }

    private ReceivedSegment Segment(ReadOnlySpan<byte> received)
    {
        var segment = new ReceivedSegment(
            _cluster.Root, WalSegmentName.Parse(WalCluster.First), SegmentSize.FromBytes(1 << 20));
        segment.Append(received);
        return segment;
    }

    private async Task<SegmentArchiver> ArchiverAsync(Archive archive)
    {
        var ownership = _cluster.Ownership(archive);
        var cluster = new SystemIdentifier(WalBytes.System);
        await ownership.ClaimAsync(cluster, 15, adopt: false, default);
        return new SegmentArchiver(archive, ownership, cluster, WalCluster.Options(), TimeProvider.System);
    }
}
