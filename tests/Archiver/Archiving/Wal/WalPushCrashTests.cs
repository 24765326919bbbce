using Postern.Archiver.Archiving.Wal;
using Postern.Archiver.Storage;
using Postern.Tests.Archiver.Core.Wal;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Wal;

/// <summary>Stops a push at every call of the store, before and after its effect; what is left must be completed by the
/// next one.</summary>
public sealed class WalPushCrashTests
{
    [Theory]
    [InlineData("lz4")]
    [InlineData("none")]
    public async Task Whatever_call_fails_the_next_push_completes_it(string method)
    {
        foreach (var moment in Enum.GetValues<FaultMoment>())
        {
            for (var failAt = 1; ; failAt++)
            {
                using var cluster = new WalCluster(method: method);
                var faulty = new FaultyStorage(cluster.Store, failAt, moment);
                var path = cluster.Write(WalCluster.First);
                var options = WalCluster.Options(metadata: WalMetadataMode.Individual);
                var failure = await cluster.TryPushAsync(path, faulty, options);

                // Success means stored; a failure leaves the whole object or none.
                var stored = await cluster.ReadAsync(WalCluster.First);
                if (failure is null) Assert.NotNull(stored);
                if (stored is not null) Assert.Equal(WalBytes.Segment(WalCluster.First), stored);

                Assert.Null(await cluster.TryPushAsync(path, options: options));
                Assert.Equal(WalBytes.Segment(WalCluster.First), await cluster.ReadAsync(WalCluster.First));
                Assert.Contains($"wal_005/{WalCluster.First}.json", await cluster.NamesAsync());
                if (faulty.Calls < failAt) break;
            }
        }
    }

    [Fact]
    public async Task Whatever_call_fails_a_claim_is_completed_or_left_open()
    {
        foreach (var moment in Enum.GetValues<FaultMoment>())
        {
            for (var failAt = 1; ; failAt++)
            {
                using var cluster = new WalCluster(new MemoryStorage(TimeProvider.System));
                var faulty = new FaultyStorage(cluster.Store, failAt, moment);
                var system = cluster.Control.SystemIdentifier;
                try
                {
                    await cluster.Ownership(cluster.Archive(faulty)).ClaimAsync(system, 15, adopt: false, default);
                }
                catch (Postern.Archiver.Failures.ArchiverException)
                {
                    // The scripted fault.
                }
                await cluster.Ownership(cluster.Archive()).ClaimAsync(system, 15, adopt: false, default);
                await cluster.Ownership(cluster.Archive()).RequireAsync(system, default);
                if (faulty.Calls < failAt) break;
            }
        }
    }
}
