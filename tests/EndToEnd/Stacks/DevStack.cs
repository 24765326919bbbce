using System.Globalization;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>One primary stack, brought up once for all tests that need it. A test leaves it running, with its
/// rows.</summary>
public sealed class DevStack : IAsyncLifetime
{
    private int _rows;

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

    /// <summary>A row's number that no test of this run has used: they run in any order on one database.</summary>
    public int NextRow() => Interlocked.Increment(ref _rows);

    /// <summary>Adds a row and waits until its segment is in the archive.</summary>
    public async Task<ArchivedRow> WriteArchivedAsync()
    {
        var row = NextRow();
        // The insert writes WAL, so that the switch ends a segment: without any it returns the current one and does
        // nothing.
        await Stack.SqlAsync($"insert into journal values ({row})");
        var segment = await Stack.SqlAsync("select pg_walfile_name(pg_switch_wal())");
        for (var attempt = 0; attempt < 120; attempt++)
        {
            if ((await Stack.ArchiverAsync("st", "ls", "wal_005/")).Contains(segment, StringComparison.Ordinal))
            {
                return new(row, DateTimeOffset.Parse(
                    await Stack.SqlAsync(
                        "select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"),
                    CultureInfo.InvariantCulture));
            }
            await Task.Delay(250);
        }
        throw new TimeoutException($"segment '{segment}' did not reach the archive; the server's last lines:\n"
            + string.Join('\n', (await DockerCli.LogsAsync(Stack.Prefix)).Split('\n').TakeLast(40)));
    }

    public async ValueTask DisposeAsync() => await Stack.DisposeAsync();
}

/// <summary>A row whose WAL is in the archive.</summary>
/// <param name="Number">Its key in <c>journal</c>.</param>
/// <param name="ArchivedAt">The server's time when the archive had it.</param>
public sealed record ArchivedRow(int Number, DateTimeOffset ArchivedAt);
