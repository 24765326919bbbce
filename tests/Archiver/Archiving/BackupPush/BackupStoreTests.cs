using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Retention;
using Postern.Archiver.Core.Retention;
using Postern.Archiver.Storage.S3;
using Postern.Tests.Archiver.Storage.S3;
using Postern.Tests.TestKit;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.BackupPush;

/// <summary>Backups to the real object store, with parts that need a multipart upload, and their end.</summary>
[Trait("Tier", "real-server")]
public sealed class BackupStoreTests(RealStoreFixture fixture) : IClassFixture<RealStoreFixture>
{
    private const int PartSizeBytes = 5 * 1024 * 1024;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_chain_goes_up_in_parts_comes_back_both_ways_and_is_deleted(int partsAtATime)
    {
        if (fixture.Store is null) Assert.Skip("Docker does not answer");
        await using var storage = new S3Storage(Options(partsAtATime), TimeProvider.System);
        using var cluster = new FakeCluster(hasChecksums: true);
        using var target = new TemporaryFolder();
        cluster.Write("base/5/16384", FakeCluster.Pages(2500, 1));
        cluster.Write("base/5/16385", FakeCluster.Pages(3, 1));
        await PushBench.ArchiveWalAsync(storage);
        var full = await PushBench.PushAsync(
            cluster, storage, options => options with { TarThresholdBytes = 1 << 30 });
        Assert.True(full.StoredBytes > 3 * PartSizeBytes, $"{full.StoredBytes} bytes need no parts");
        cluster.Write("base/5/16384", FakeCluster.Pages(2400, 100UL << 20, seed: 2));
        await PushBench.PushDeltaAsync(cluster, storage);

        foreach (var isReverse in (bool[])[false, true])
        {
            var data = target.At($"reverse-{isReverse}");
            await PushBench.FetchAsync(storage, data, options => options with { IsReverse = isReverse });
            foreach (var name in (string[])["16384", "16385"])
                Assert.Equal(
                    File.ReadAllBytes(cluster.At("base/5", name)),
                    File.ReadAllBytes(Path.Combine(data, "base/5", name)));
        }
        using var client = fixture.Store.Client();
        var uploads = await client.ListMultipartUploadsAsync(fixture.Bucket, default);
        Assert.DoesNotContain(
            uploads.MultipartUploads ?? [],
            upload => upload.Key.StartsWith($"backup-{partsAtATime}/", StringComparison.Ordinal));

        var run = new RetentionRun(PushBench.Archive(storage), TimeProvider.System);
        var plan = await run.PlanAsync(new EverythingRequest(true), default);
        await run.ApplyAsync(plan, SilentProgress.Instance, default);
        var left = 0;
        await foreach (var _ in storage.ListAsync("", true, default)) left++;
        Assert.Equal(0, left);
    }

    private S3Options Options(int partsAtATime) => new()
    {
        Bucket = fixture.Bucket, Prefix = $"backup-{partsAtATime}/", Endpoint = fixture.Store!.Endpoint,
        Region = ObjectStore.Region, ForcePathStyle = true, AccessKeyId = ObjectStore.AccessKey,
        SecretAccessKey = ObjectStore.SecretKey, PartSizeBytes = PartSizeBytes, PartsAtATime = partsAtATime,
    };
}
