using System.Net;
using Postern.Tests.TestKit.Docker;
using Postern.Tests.TestKit.Faults;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>
/// What production has: a bucket in somebody else's S3 store, with given keys. Here that store is reached over an
/// address of this machine, from outside of the stack's network.
/// </summary>
[Trait("Tier", "end-to-end")]
public sealed class ExternalArchiveTests : IAsyncLifetime
{
    private DockerNetwork _network = null!;

    private ObjectStore _store = null!;

    private FaultProxy _proxy = null!;

    public async ValueTask InitializeAsync()
    {
        _network = await DockerNetwork.CreateAsync();
        _store = await ObjectStore.StartAsync();
        _proxy = new FaultProxy(() => _store.Endpoint, IPAddress.Parse(_network.Gateway));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _store.DisposeAsync();
        await _network.DisposeAsync();
    }

    [Fact]
    public async Task A_stack_with_a_bucket_of_another_store_archives_there_and_a_drill_restores_from_it()
    {
        var bucket = await _store.CreateBucketAsync();
        await using var stack = await TestStack.CreateAsync(
        [
            "postern:kind: primary",
            "postern:imageSource: debian",
            $"postern:port: \"{TestStack.FreePort()}\"",
            "postern:archive:",
            .. Archive(bucket, "a wrong key"),
        ]);
        var refused = await stack.TryAsync("up", "--yes");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(bucket, refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a wrong key", refused.Text, StringComparison.Ordinal);

        await stack.DoAsync("config", "set", "--path", "postern:archive.secretKey", ObjectStore.SecretKey);
        var up = await stack.UpAsync();
        Assert.DoesNotContain(ObjectStore.SecretKey, up, StringComparison.Ordinal);
        Assert.DoesNotContain("aws:s3", await stack.DoAsync("stack", "export"), StringComparison.Ordinal);
        await stack.SqlAsync("create table kept (n int); insert into kept values (42)");
        var segment = await stack.SqlAsync("select pg_walfile_name(pg_switch_wal())");
        await WaitForKeyAsync(bucket, segment);
        Assert.Equal(0, (await stack.TryAsync("up", "--yes", "--expect-no-changes")).ExitCode);

        await using var drill = await TestStack.CreateAsync(
        [
            "postern:kind: drill",
            "postern:imageSource: debian",
            "postern:checks:",
            "  - { name: row, database: app, sql: 'select n from kept', expect: '42' }",
            "postern:source:",
            .. Archive(bucket, ObjectStore.SecretKey),
            $"  prefix: {stack.Name}/17",
        ]);
        await drill.UpAsync();
        Assert.Contains("\"ok\":true", await drill.OutputAsync("report"), StringComparison.Ordinal);

        await drill.DoAsync("destroy", "--yes");
        await stack.DoAsync("destroy", "--exclude-protected", "--yes");
        Assert.NotEmpty(await _store.KeysAsync(bucket));
    }

    private string[] Archive(string bucket, string secretKey) =>
    [
        $"  endpoint: {_proxy.Endpoint.ToString().TrimEnd('/')}",
        $"  bucket: {bucket}",
        $"  accessKey: {ObjectStore.AccessKey}",
        $"  secretKey: {secretKey}",
    ];

    private async Task WaitForKeyAsync(string bucket, string segment)
    {
        for (var attempt = 0; attempt < 240; attempt++)
        {
            var keys = await _store.KeysAsync(bucket);
            if (keys.Any(key => key.Contains(segment, StringComparison.Ordinal))) return;
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"segment '{segment}' did not reach the bucket '{bucket}'");
    }
}
