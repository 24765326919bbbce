using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>One primary stack, brought up once for all tests that need it. A test leaves it running, with its
/// rows.</summary>
public sealed class DevStack : IAsyncLifetime
{
    public TestStack Stack { get; private set; } = null!;

    public int Port { get; } = TestStack.FreePort();

    public async ValueTask InitializeAsync()
    {
        Stack = await TestStack.CreateAsync(
        [
            "postern:kind: primary",
            "postern:imageSource: debian",
            $"postern:port: \"{Port}\"",
            $"postern:storePort: \"{TestStack.FreePort()}\"",
            "postern:parameters:",
            "  shared_buffers: 64MB",
            "  work_mem: 4MB",
        ]);
        await Stack.UpAsync();
        await Stack.SqlAsync("create table if not exists journal (n int primary key, at timestamptz default now())");
    }

    /// <summary>Adds a row and waits until its segment is in the archive.</summary>
    public async Task<DateTimeOffset> WriteArchivedAsync(int n)
    {
        await Stack.SqlAsync($"insert into journal values ({n}) on conflict do nothing");
        var segment = await Stack.SqlAsync("select pg_walfile_name(pg_switch_wal())");
        for (var attempt = 0; attempt < 60; attempt++)
        {
            if ((await Stack.ArchiverAsync("st", "ls", "wal_005/")).Contains(segment, StringComparison.Ordinal))
            {
                return DateTimeOffset.Parse(
                    await Stack.SqlAsync(
                        "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"),
                    System.Globalization.CultureInfo.InvariantCulture);
            }
            await Task.Delay(250);
        }
        throw new TimeoutException($"segment '{segment}' did not reach the archive; the server's last lines:\n"
            + await DockerCli.RunAsync("logs", "--tail", "60", Stack.Prefix));
    }

    public async ValueTask DisposeAsync() => await Stack.DisposeAsync();
}
