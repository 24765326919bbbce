using System.Text.Json;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.DataPath;

/// <summary>A backup from a container of its own, which has the server's volume at another path: what the files are is
/// proved by what they hold.</summary>
[Trait("Tier", "end-to-end")]
[Collection("data path")]
public sealed class SidecarBackupTests(DataPathFixture fixture)
{
    private const int ServerMismatch = 51;

    [Fact]
    public async Task A_sidecar_backs_up_its_server_wherever_the_volume_is_and_no_other_servers_volume()
    {
        var archive = fixture.Archive("sidecar");
        await using var server = await PostgresServer.StartReadyAsync(archive);
        await server.SqlAsync("create table t as select generate_series(1, 1000) as id");
        var result = await PushAsync(archive, server, server.DataVolume);
        Assert.True(result.ExitCode == 0, result.Text);
        var sentinel = Assert.Single(
            await archive.KeysAsync(), key => key.EndsWith("_backup_stop_sentinel.json", StringComparison.Ordinal));
        Assert.Contains(sentinel["basebackups_005/".Length..^"_backup_stop_sentinel.json".Length], result.Text,
            StringComparison.Ordinal);

        await using var other = await PostgresServer.StartReadyAsync(fixture.Archive("sidecar-other"));
        var refused = await PushAsync(archive, server, other.DataVolume);
        Assert.Equal(ServerMismatch, refused.ExitCode);
        Assert.Contains("system identifier", refused.Text, StringComparison.Ordinal);
        Assert.Single(
            await archive.KeysAsync(), key => key.EndsWith("_backup_stop_sentinel.json", StringComparison.Ordinal));
    }

    private Task<CommandResult> PushAsync(TestArchive archive, PostgresServer server, string volume)
    {
        var settings = JsonSerializer.Deserialize<Dictionary<string, string>>(archive.Settings())!;
        settings["PGHOST"] = "/sockets";
        settings["PGUSER"] = "postgres";
        settings["PGDATA"] = "/mnt/elsewhere/17/data";
        return server.RunOneShotAsync(
            [
                "--user", "999:999", "--network", fixture.Network.Name, "--volume", $"{volume}:/mnt/elsewhere",
                "--volume", $"{server.RunVolume}:/sockets",
                .. settings.SelectMany(one => new[] { "--env", $"{one.Key}={one.Value}" }),
            ],
            ["archiver", "backup-push"]);
    }
}
