using System.Net;
using Postern.Tests.Archiver.Servers;
using Postern.Tests.Archiver.Storage.S3;
using Postern.Tests.TestKit.Docker;
using Postern.Tests.TestKit.Faults;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Wal;

/// <summary>The same promises against a real object store, with a proxy in front that breaks the requests.</summary>
[Trait("Tier", "real-server")]
public sealed class RecoveryFromS3Tests(RealStoreFixture fixture) : IClassFixture<RealStoreFixture>
{
    [Theory]
    [InlineData("busy")]
    [InlineData("slow")]
    [InlineData("denied")]
    [InlineData("refused")]
    [InlineData("garbage")]
    [InlineData("emptied")]
    public async Task No_fault_of_the_store_ends_a_recovery_early(string fault)
    {
        var store = fixture.Store ?? throw new InvalidOperationException("no Docker daemon answers; run eng/docker");
        await using var host = await HostPostgres.CreateAsync();
        await using var proxy = new FaultProxy(() => store.Endpoint, IPAddress.Loopback);
        var prefix = DockerCli.UniqueName(fault);
        var rehearsal = await RecoveryRehearsal.PrepareAsync(host, Settings(prefix, proxy.Endpoint));
        await rehearsal.FailAndHealAsync(
            async () =>
            {
                if (fault is "garbage" or "emptied")
                    return await DamageAsync(store, prefix, fault == "garbage" ? rehearsal.Segments[4] : null);
                proxy.Fail((_, path) => !path.Contains(rehearsal.Segments[4], StringComparison.Ordinal) ? null
                    : fault switch
                    {
                        "busy" => ProxyFault.Answer(HttpStatusCode.ServiceUnavailable, "SlowDown"),
                        "denied" => ProxyFault.Answer(HttpStatusCode.Forbidden, "AccessDenied"),
                        "slow" => ProxyFault.Silence,
                        _ => ProxyFault.Close,
                    });
                return () =>
                {
                    Assert.NotEmpty(proxy.Failed);
                    proxy.Heal();
                    return Task.CompletedTask;
                };
            },
            isSomeDelivered: fault != "emptied");
    }

    [Fact]
    public async Task A_push_that_the_store_refuses_is_counted_and_comes_through_later()
    {
        var store = fixture.Store ?? throw new InvalidOperationException("no Docker daemon answers; run eng/docker");
        await using var host = await HostPostgres.CreateAsync();
        await using var proxy = new FaultProxy(() => store.Endpoint, IPAddress.Loopback);
        var prefix = DockerCli.UniqueName("push");
        await host.InitializeAsync(
            "primary",
            RecoveryRehearsal.ArchiveSettings(host, Settings(prefix, proxy.Endpoint)));
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        await host.QueryAsync("primary", "create table t (i int)");
        var failures = 0;
        foreach (var (fault, code) in new[]
        {
            (ProxyFault.Answer(HttpStatusCode.ServiceUnavailable, "SlowDown"), "2[04]"),
            (ProxyFault.Answer(HttpStatusCode.Forbidden, "AccessDenied"), "21"),
            (ProxyFault.Silence, "2[04]"), (ProxyFault.Close, "2[04]"),
        })
        {
            proxy.Fail((method, _) => method == "PUT" ? fault : null);
            await host.QueryAsync("primary", "insert into t values (1)");
            var segment = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
            await host.WaitAsync(
                "primary", $"select failed_count > {failures} and last_failed_wal = '{segment}' from pg_stat_archiver",
                "t");
            Assert.Matches($"archive command failed with exit code {code}\n", host.Log("primary"));
            proxy.Heal();
            await host.QueryAsync("primary", "select pg_reload_conf()");
            await host.WaitAsync("primary", $"select last_archived_wal = '{segment}' from pg_stat_archiver", "t");
            failures = int.Parse(
                await host.QueryAsync("primary", "select failed_count from pg_stat_archiver"),
                System.Globalization.CultureInfo.InvariantCulture);
            Assert.Contains(
                await store.KeysAsync(fixture.Bucket, prefix + "/"),
                key => key.EndsWith($"/wal_005/{segment}.lz4", StringComparison.Ordinal));
        }
    }

    /// <summary>Another segment's bytes under a name, or nothing under any; what heals it.</summary>
    private async Task<Func<Task>> DamageAsync(ObjectStore store, string prefix, string? segment)
    {
        using var client = store.Client();
        var all = await store.KeysAsync(fixture.Bucket, prefix + "/wal_005/");
        var names = all.Where(key => key.EndsWith(".lz4", StringComparison.Ordinal)).ToList();
        // With an emptied archive go the hashes beside the segments, too.
        var victims = segment is null ? all : [names.Single(key => key.Contains(segment, StringComparison.Ordinal))];
        foreach (var victim in victims)
        {
            await client.CopyObjectAsync(fixture.Bucket, victim, fixture.Bucket, $"away/{victim}");
            if (segment is null) await client.DeleteObjectAsync(fixture.Bucket, victim);
            else await client.CopyObjectAsync(fixture.Bucket, names[^1], fixture.Bucket, victim);
        }
        return async () =>
        {
            using var healer = store.Client();
            foreach (var victim in victims)
                await healer.CopyObjectAsync(fixture.Bucket, $"away/{victim}", fixture.Bucket, victim);
        };
    }

    private string[] Settings(string prefix, Uri endpoint) =>
    [
        "WALG_FILE_PREFIX=", $"WALG_S3_PREFIX=s3://{fixture.Bucket}/{prefix}",
        $"AWS_ENDPOINT={endpoint.ToString().TrimEnd('/')}", $"AWS_REGION={ObjectStore.Region}",
        "AWS_S3_FORCE_PATH_STYLE=true", $"AWS_ACCESS_KEY_ID={ObjectStore.AccessKey}",
        $"AWS_SECRET_ACCESS_KEY={ObjectStore.SecretKey}", "POSTERN_DEADLINE=4",
    ];
}
