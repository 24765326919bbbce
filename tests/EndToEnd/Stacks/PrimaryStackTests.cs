using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>The main job, as a user does it: up, connect, change, kill, take down.</summary>
[Trait("Tier", "end-to-end")]
[Collection(DevStackCollection.Name)]
public sealed class PrimaryStackTests(DevStack dev)
{
    private TestStack Stack => dev.Stack;

    [Fact]
    public async Task The_printed_connection_string_works_and_a_row_is_archived()
    {
        await Stack.UpAsync();
        var connection = await Stack.OutputAsync("connectionString");
        var answer = await CommandRunner.RunAsync("psql", [connection, "-XAtc", "select 41 + 1"]);
        Assert.Equal("42", answer.Succeeded("psql").Output.Trim());
        await dev.WriteArchivedAsync();
        Assert.Contains("base_", await Stack.ArchiverAsync("backup-list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_up_changes_nothing()
    {
        await Stack.UpAsync();
        var again = await Stack.TryAsync("up", "--yes", "--expect-no-changes");
        Assert.True(again.ExitCode == 0, again.Text);
        Assert.Contains("unchanged", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reloadable_parameter_never_touches_the_server()
    {
        await Stack.UpAsync();
        var started = await Stack.SqlAsync("select pg_postmaster_start_time()");
        await Stack.DoAsync("config", "set", "--path", "postern:parameters.work_mem", "8MB");
        var preview = await Stack.DoAsync("preview", "--diff");
        Assert.Contains("work_mem = 8MB", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("::server", preview, StringComparison.Ordinal);
        await Stack.UpAsync();
        Assert.Equal("8MB", await Stack.SqlAsync("show work_mem"));
        Assert.Equal(started, await Stack.SqlAsync("select pg_postmaster_start_time()"));
    }

    [Fact]
    public async Task A_parameter_that_needs_a_restart_replaces_the_server_and_no_volume()
    {
        await Stack.UpAsync();
        var row = await dev.WriteArchivedAsync();
        await Stack.DoAsync("config", "set", "--path", "postern:parameters.shared_buffers", "96MB");
        var preview = await Stack.DoAsync("preview", "--diff");
        Assert.Contains("shared_buffers = 96MB", preview, StringComparison.Ordinal);
        Assert.DoesNotContain("docker:index/volume:Volume", preview, StringComparison.Ordinal);
        await Stack.UpAsync();
        Assert.Equal("96MB", await Stack.SqlAsync("show shared_buffers"));
        Assert.Equal("1", await Stack.SqlAsync($"select count(*) from journal where n = {row.Number}"));
    }

    [Fact]
    public async Task A_refused_value_fails_the_up_by_name_until_it_is_corrected()
    {
        await Stack.UpAsync();
        await Stack.DoAsync("config", "set", "--path", "postern:parameters.default_transaction_isolation", "banana");
        for (var run = 0; run < 2; run++)
        {
            var refused = await Stack.TryAsync("up", "--yes");
            Assert.NotEqual(0, refused.ExitCode);
            Assert.Contains("default_transaction_isolation", refused.Text, StringComparison.Ordinal);
        }
        await Stack.DoAsync("config", "rm", "--path", "postern:parameters.default_transaction_isolation");
        await Stack.UpAsync();
        await Stack.DoAsync("config", "set", "--path", "postern:parameters.work_mem", "banana");
        var typed = await Stack.TryAsync("up", "--yes");
        Assert.NotEqual(0, typed.ExitCode);
        Assert.Contains("postern:parameters.work_mem", typed.Text, StringComparison.Ordinal);
        await Stack.DoAsync("config", "set", "--path", "postern:parameters.work_mem", "4MB");
        await Stack.UpAsync();
    }

    [Fact]
    public async Task A_killed_server_is_brought_back_with_every_row()
    {
        await Stack.UpAsync();
        var row = dev.NextRow();
        await Stack.SqlAsync($"insert into journal values ({row})");
        await DockerCli.RunAsync("kill", Stack.Prefix);
        await Stack.UpAsync();
        Assert.Equal("1", await Stack.SqlAsync($"select count(*) from journal where n = {row}"));
        await dev.WriteArchivedAsync();
    }

    [Fact]
    public async Task Down_and_up_keep_the_rows_and_the_passwords()
    {
        await Stack.UpAsync();
        var row = await dev.WriteArchivedAsync();
        var connection = await Stack.OutputAsync("connectionString");
        await Stack.DoAsync("destroy", "--exclude-protected", "--yes");
        // The bucket is protected and lives in the store, so the store is what stays.
        Assert.Equal($"{Stack.Prefix}-store", await DockerCli.RunAsync(
            "ps", "--all", "--format", "{{.Names}}", "--filter", $"label=org.postern.stack=postern/{Stack.Name}"));
        await Stack.UpAsync();
        Assert.Equal(connection, await Stack.OutputAsync("connectionString"));
        Assert.Equal("1", await Stack.SqlAsync($"select count(*) from journal where n = {row.Number}"));
    }

    [Fact]
    public async Task A_plain_destroy_refuses_before_it_starts()
    {
        await Stack.UpAsync();
        var refused = await Stack.TryAsync("destroy", "--yes");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("protected", refused.Text, StringComparison.Ordinal);
        Assert.Equal("1", await Stack.SqlAsync("select 1"));
    }

    [Fact]
    public async Task A_removed_volume_never_becomes_an_empty_database_and_a_restore_brings_the_rows_back()
    {
        await Stack.UpAsync();
        var row = await dev.WriteArchivedAsync();
        foreach (var container in new[] { "", "-agent", "-settle" })
        {
            await DockerCli.RunAsync("rm", "--force", Stack.Prefix + container);
        }
        await DockerCli.RunAsync("volume", "rm", $"{Stack.Prefix}-data");
        var refused = await Stack.TryAsync("up", "--yes");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("postern:bootstrap", refused.Text, StringComparison.Ordinal);
        await Stack.DoAsync("config", "set", "postern:bootstrap", "restore");
        await Stack.UpAsync();
        Assert.Equal("1", await Stack.SqlAsync($"select count(*) from journal where n = {row.Number}"));
        await Stack.DoAsync("config", "rm", "postern:bootstrap");
        await Stack.UpAsync();
        await dev.WriteArchivedAsync();
    }
}
