using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupPush;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Failures;
using Postern.Archiver.Postgres;
using Postern.Archiver.Settings;
using Postern.Tests.Archiver.Servers;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.BackupPush;

/// <summary>A real standby that becomes the primary while its backup runs.</summary>
[Trait("Tier", "real-server")]
public sealed class BackupFailoverTests
{
    [Fact]
    public async Task A_backup_of_a_standby_that_is_promoted_meanwhile_is_none()
    {
        await using var host = await HostPostgres.CreateAsync();
        await host.InitializeAsync("primary", "wal_level = replica");
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 'up'", "up");
        await host.QueryAsync("primary", "create table t as select generate_series(1, 1000) as id");
        await host.StopAsync("primary");
        await host.CopyAsync("primary", "standby", "restore_command = 'false'");
        await File.WriteAllTextAsync(Path.Combine(host.Data("standby"), "standby.signal"), "");
        await host.OwnAsync();
        await host.StartAsync("standby");
        await host.WaitAsync("standby", "select pg_is_in_recovery()", "t");

        var storage = PushBench.NewStorage();
        var settings = new ArchiverSettings(new Dictionary<string, string>
        {
            ["PGHOST"] = Path.GetDirectoryName(host.Data("standby"))!, ["PGUSER"] = "postgres",
        });
        await using var server = await BackupServer.OpenAsync(
            settings, TimeSpan.FromMinutes(1), TimeProvider.System, default);
        var promotion = new PromotingProgress(host);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => new BackupRun(
            PushBench.Archive(storage), server, promotion, TimeProvider.System).RunAsync(
            new BackupPushOptions
            {
                DataDirectory = host.Data("standby"), Delta = new DeltaRequest(0, DeltaOrigin.Latest, false, false),
                WalDeadline = TimeSpan.FromSeconds(1),
            }, default));
        Assert.Equal("f", promotion.InRecovery);
        Assert.Equal(FailureCode.BackupAborted, failure.Code);
        Assert.Contains("promot", failure.Message + failure.Hint, StringComparison.Ordinal);
        await foreach (var left in storage.ListAsync("basebackups_005/", true, default)) Assert.Fail(left.Name);
    }

    /// <summary>Promotes between the start and the stop of the backup.</summary>
    private sealed class PromotingProgress(HostPostgres host) : IProgressReporter
    {
        public string InRecovery { get; private set; } = "";

        public void Begin(string stage, long? totalBytes = null)
        {
            if (stage != "stopping the backup") return;
            host.QueryAsync("standby", "select pg_promote()").GetAwaiter().GetResult();
            InRecovery = host.QueryAsync("standby", "select pg_is_in_recovery()").GetAwaiter().GetResult();
        }

        public void SetTotal(long totalBytes)
        {
        }

        public void Add(long bytes)
        {
        }

        public void Line(string text)
        {
        }

        public void Dispose()
        {
        }
    }
}
