using System.Text.Json.Nodes;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Restore;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

/// <summary>
/// Documents as other versions and other writers leave them, over a chain of WAL-G's: the restore is the same. Some of
/// them end WAL-G with a panic, or make it restore raw increments over the data.
/// </summary>
public sealed class ForeignDocumentTests
{
    private const string Case = "pg17-lz4";

    [Theory]
    [InlineData("sentinels as before version 2, with the lists of files in them")]
    [InlineData("sentinels with the fields of a delta's chain only")]
    [InlineData("a delta's sentinel without DeltaFullName and DeltaCount")]
    [InlineData("a full backup without files_metadata.json")]
    [InlineData("a full backup with an empty files_metadata.json")]
    [InlineData("no metadata.json")]
    [InlineData("lower-case names, members that nobody knows and indentation")]
    [InlineData("no TarFileSets, no times and no false flags")]
    public async Task Comes_back_the_same(string change)
    {
        using var repository = new WalgRepository(Case);
        using var target = new TemporaryFolder();
        await FetchAsync(repository, target.At("plain"));
        Change(repository, change);
        await FetchAsync(repository, target.At("changed"));
        Assert.Equal(Contents(target.At("plain")), Contents(target.At("changed")));
    }

    private static void Change(WalgRepository repository, string change)
    {
        var folder = Path.Combine(repository.Prefix, "basebackups_005");
        string[] backups = [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)];
        foreach (var backup in backups)
        {
            var (sentinel, metadata, files) = (
                backup + "_backup_stop_sentinel.json", backup + "/metadata.json", backup + "/files_metadata.json");
            switch (change.Split(' ')[0] + " " + change.Split(' ')[1])
            {
                case "sentinels as":
                    var lists = Read(files);
                    Rewrite(sentinel, old => Keep(old, "LSN", "DeltaLSN", "DeltaFrom", "DeltaFullName", "DeltaCount",
                        "PgVersion", "FinishLSN").With("Files", lists["Files"]).With("TarFileSets",
                        lists["TarFileSets"]));
                    File.Delete(files);
                    File.Delete(metadata);
                    break;
                case "sentinels with":
                    Rewrite(sentinel, old =>
                        Keep(old, "LSN", "DeltaLSN", "DeltaFrom", "DeltaFullName", "DeltaCount"));
                    break;
                case "a delta's":
                    Rewrite(sentinel, old => Keep(old, "LSN", "DeltaLSN", "DeltaFrom", "FinishLSN"));
                    break;
                case "a full" when backup == backups[0]:
                    if (change.Contains("empty", StringComparison.Ordinal)) File.WriteAllText(files, "{}");
                    else File.Delete(files);
                    break;
                case "no metadata.json":
                    File.Delete(metadata);
                    break;
                case "lower-case names,":
                    Rewrite(sentinel, old => Lower(old).With("Later", new JsonArray(1, "x")));
                    Rewrite(files, old => Lower(old).With("Later", new JsonObject { ["a"] = 1 }));
                    break;
                case "no TarFileSets,":
                    Rewrite(files, Bare);
                    break;
            }
        }
    }

    private static JsonObject Bare(JsonObject old)
    {
        foreach (var entry in old["Files"]!.AsObject().Select(one => one.Value!.AsObject()))
        {
            foreach (var flag in (string[])["IsIncremented", "IsSkipped"])
            {
                if (entry[flag]?.GetValue<bool>() == false) entry.Remove(flag);
            }
            entry.Remove("MTime");
        }
        return Keep(old, "Files");
    }

    private static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();

    private static void Rewrite(string path, Func<JsonObject, JsonObject> change)
    {
        var times = (File.GetLastWriteTimeUtc(path), change(Read(path)));
        File.WriteAllText(path, times.Item2.ToJsonString(new() { WriteIndented = true }) + "\n");
        File.SetLastWriteTimeUtc(path, times.Item1);
    }

    private static JsonObject Keep(JsonObject old, params string[] names) => new(
        old.Where(one => names.Contains(one.Key)).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())));

    /// <summary>The members' names, not those of files: these are keys.</summary>
    private static JsonObject Lower(JsonObject old) => new(old.Select(one => KeyValuePair.Create(
        one.Key.ToLowerInvariant(), one.Value?.DeepClone())));

    private static async Task FetchAsync(WalgRepository repository, string directory)
    {
        await using var archive = ArchiveFactory.Open(repository.ArchiverSettings());
        await new BackupFetch(archive, SilentProgress.Instance).RunAsync(
            new RestoreOptions { TargetDirectory = directory, Name = "LATEST", Durable = false }, default);
    }

    private static string Contents(string root) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .Select(path => path[root.Length..] + " " + (File.Exists(path)
            ? Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))
            : "/")));
}

/// <summary>Adds a member in passing.</summary>
internal static class JsonObjectExtensions
{
    public static JsonObject With(this JsonObject document, string name, JsonNode? value)
    {
        document[name] = value?.DeepClone();
        return document;
    }
}
