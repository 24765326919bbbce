using Npgsql;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.DataPath;

[Trait("Tier", "end-to-end")]
[Collection("data path")]
public sealed class PasswordRotationTests(DataPathFixture fixture)
{
    private const string Rotated = "it's a \"rotated\" \\ pass; word";

    [Fact]
    public async Task A_container_with_another_password_gives_it_to_the_cluster_that_is_there()
    {
        var archive = fixture.Archive("rotation");
        var first = new ServerOptions();
        await using var server = await PostgresServer.StartReadyAsync(archive, first);
        await server.SqlAsync("create table t as select 1 as id");
        // A killed server: what it had not written is recovered first.
        await DockerCli.RunAsync("kill", server.Name);
        await using var replaced = await PostgresServer.StartReadyAsync(
            archive, new ServerOptions { DataVolume = server.DataVolume, Password = Rotated });
        await using (var connection = await replaced.ConnectAsync())
        {
            await using var command = new NpgsqlCommand("select id from t", connection);
            Assert.Equal(1, await command.ExecuteScalarAsync());
        }
        var old = await Assert.ThrowsAsync<PostgresException>(() => replaced.ConnectAsync(password: first.Password));
        Assert.Equal("28P01", old.SqlState);
        var log = await DockerCli.LogsAsync(replaced.Name);
        Assert.Contains("giving role 'postgres' the stack's password", log, StringComparison.Ordinal);
        Assert.DoesNotContain("rotated", log, StringComparison.Ordinal);

        // Nothing changed: what was altered in the database meanwhile stays.
        await replaced.SqlAsync("alter role postgres password 'changed by hand'");
        await DockerCli.RunAsync("restart", replaced.Name);
        await replaced.WaitReadyAsync();
        await using var hand = await replaced.ConnectAsync(password: "changed by hand");
    }

    [Fact]
    public async Task A_restored_cluster_has_the_stacks_password_and_not_its_archives()
    {
        var archive = fixture.Archive("rotated-restore");
        await using (var first = await PostgresServer.StartReadyAsync(archive))
        {
            await first.BackUpAsync();
            await archive.WaitForSegmentAsync(await first.SwitchWalAsync(), seconds: 30);
        }
        await using var restored = await PostgresServer.StartReadyAsync(
            archive, new ServerOptions { Provision = "restore", Password = Rotated });
        await using (await restored.ConnectAsync())
        {
        }
        var old = await Assert.ThrowsAsync<PostgresException>(
            () => restored.ConnectAsync(password: new ServerOptions().Password));
        Assert.Equal("28P01", old.SqlState);
    }
}
