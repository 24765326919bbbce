using System.Text.Json;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Restore;
using Postern.Tests.Archiver.Servers;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

/// <summary>Every recovery target of every repository that WAL-G wrote is reached by a real server with the rows that
/// belong to it.</summary>
[Trait("Tier", "real-server")]
public sealed class WalgServerTests
{
    public static TheoryData<string, string> Targets
    {
        get
        {
            var targets = new TheoryData<string, string>();
            foreach (var name in WalgFetchTests.Cases)
            {
                if (RepositoryFolder.Shared($"walg/{(string)name.Data}/case.json") is not { } path) continue;
                using var document = JsonDocument.Parse(File.ReadAllBytes(path));
                foreach (var target in document.RootElement.GetProperty("targets").EnumerateArray())
                    targets.Add((string)name.Data, target.GetProperty("name").GetString()!);
            }
            if (targets.Count == 0) targets.Add("pg15-lz4-chain", "fixtures");
            return targets;
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task A_server_reaches_the_target(string name, string targetName)
    {
        using var repository = new WalgRepository(name);
        using var document = repository.Document("case.json");
        var target = document.RootElement.GetProperty("targets").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == targetName);
        var major = document.RootElement.GetProperty("pgMajor").GetInt32();
        await using var archive = ArchiveFactory.Open(repository.ArchiverSettings());
        using var folder = new TemporaryFolder();
        await PlainWal.ExtractAsync(archive, folder.At("wal"));
        await new BackupFetch(archive, SilentProgress.Instance).RunAsync(
            new RestoreOptions
            {
                TargetDirectory = folder.At("data"), Name = target.GetProperty("backup").GetString(), Durable = false,
                Tablespaces = Tablespaces(target, folder),
            }, default);
        File.WriteAllText(folder.At("data/recovery.signal"), "");

        await using var server = await TestServer.StartAsync(
            major, folder, folder.At("data"),
            [.. Parameters(target), $"restore_command=cp {folder.At("wal")}/%f %p", "archive_mode=off"]);
        await server.WaitAsync("select pg_is_in_recovery()::text", "false");
        foreach (var check in target.GetProperty("expect").EnumerateArray())
        {
            var database = check.TryGetProperty("db", out var db) ? db.GetString()! : "postgres";
            var sql = $"select ({check.GetProperty("sql").GetString()!.TrimEnd(';')})::text";
            Assert.Equal(check.GetProperty("answer").GetString(), await server.QueryAsync(sql, database));
        }
    }

    private static IEnumerable<string> Parameters(JsonElement target)
    {
        var hasTarget = false;
        foreach (var setting in target.GetProperty("recovery").EnumerateObject())
        {
            hasTarget |= setting.Name is not ("recovery_target_timeline" or "recovery_target_inclusive");
            yield return $"{setting.Name}={setting.Value}";
        }
        if (hasTarget) yield return "recovery_target_action=promote";
    }

    private static TablespaceSpec? Tablespaces(JsonElement target, TemporaryFolder folder) =>
        !target.TryGetProperty("tablespaces", out var places)
            ? null
            : new TablespaceSpec("", places.EnumerateObject().ToDictionary(
                place => place.Name,
                place => new TablespaceLocation(folder.At(place.Value.GetString()!), $"pg_tblspc/{place.Name}")));
}
