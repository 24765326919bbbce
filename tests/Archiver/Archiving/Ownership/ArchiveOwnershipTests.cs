using System.Text;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Ownership;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Tests.Archiver.Archiving.Wal;
using Postern.Tests.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Ownership;

public sealed class ArchiveOwnershipTests : IDisposable
{
    private static readonly SystemIdentifier System = new(WalBytes.System);
    private readonly WalCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task An_empty_archive_is_claimed_once()
    {
        Assert.Null(await TryClaimAsync(_cluster));
        Assert.Null(await TryClaimAsync(_cluster));
        using var clone = new WalCluster(_cluster.Store);
        Assert.Equal(FailureCode.ArchiveOwnedByAnother, await TryClaimAsync(clone));
    }

    [Theory]
    [InlineData("""{"SystemIdentifier":7711081477419654336}""", null)]
    [InlineData("""{"systemidentifier":7711081477419654336}""", null)]
    [InlineData("""{"SystemIdentifier":7711081477419654337}""", FailureCode.ArchiveNotClaimed)]
    [InlineData("{}", FailureCode.ArchiveNotClaimed)]
    [InlineData("not JSON", FailureCode.ArchiveNotClaimed)]
    public async Task An_archive_with_backups_is_claimed_by_the_cluster_of_the_newest(string sentinel,
        FailureCode? expected)
    {
        await PutAsync(ArchiveLayout.Sentinel("base_000000010000000000000002"), sentinel);
        Assert.Equal(expected, await TryClaimAsync(_cluster));
    }

    [Fact]
    public async Task An_archive_with_WAL_only_says_nothing_of_its_cluster_and_is_left_alone()
    {
        await PutAsync("wal_005/000000010000000000000001.lz4", "x");
        Assert.Equal(FailureCode.ArchiveNotClaimed, await TryClaimAsync(_cluster));
        await _cluster.Ownership(_cluster.Archive()).ClaimAsync(System, 15, adopt: true, default);
        Assert.Null(await TryClaimAsync(_cluster));
    }

    [Fact]
    public async Task Adopting_takes_what_another_owns()
    {
        using var other = new WalCluster(_cluster.Store);
        Assert.Null(await TryClaimAsync(other));
        await _cluster.Ownership(_cluster.Archive()).ClaimAsync(System, 15, adopt: true, default);
        var state = await other.Ownership(other.Archive()).CheckAsync(default);
        Assert.False(state.IsHeld);
        Assert.Equal(System, state.Owner!.SystemIdentifier);
    }

    [Fact]
    public async Task A_move_demands_the_same_cluster()
    {
        Assert.Null(await TryClaimAsync(_cluster));
        using var other = new WalCluster(_cluster.Store);
        var failure = await Assert.ThrowsAsync<ArchiverException>(
            () => other.Ownership(other.Archive()).MoveAsync(new SystemIdentifier(5), 15, default));
        Assert.Equal(FailureCode.ArchiveOwnedByAnother, failure.Code);
    }

    [Fact]
    public void The_owner_object_comes_back_from_its_text()
    {
        var owner = new ArchiveOwner(
            new SystemIdentifier(ulong.MaxValue), "abc", new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.Zero), 17);
        Assert.Equal(owner, ArchiveOwner.Parse(owner.ToJson()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"systemIdentifier":"x","claim":"c","created":"2026-11-22T01:02:03Z","major":17}""")]
    [InlineData("""{"systemIdentifier":"1","claim":"","created":"2026-11-22T01:02:03Z","major":17}""")]
    public void A_damaged_owner_object_is_an_error_and_not_an_empty_archive(string text) => Assert.Equal(
        FailureCode.ObjectCorrupt,
        Assert.Throws<ArchiverException>(() => ArchiveOwner.Parse(Encoding.UTF8.GetBytes(text))).Code);

    [Fact]
    public void The_claim_is_readable_by_its_owner_only()
    {
        _cluster.Claim.Write("abc");
        Assert.Equal("abc", _cluster.Claim.Read());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_cluster.Claim.Path));
        Assert.Equal(Path.Combine(_cluster.Root, "postern", "claim"), _cluster.Claim.Path);
    }

    private static async Task<FailureCode?> TryClaimAsync(WalCluster cluster)
    {
        try
        {
            await cluster.Ownership(cluster.Archive()).ClaimAsync(System, 15, adopt: false, default);
            return null;
        }
        catch (ArchiverException failure)
        {
            return failure.Code;
        }
    }

    private Task<bool> PutAsync(string name, string text) => _cluster.Store.PutAsync(
        name, PutMode.Replace,
        async (stream, token) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), token), default);
}
