using System.Text.Json;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Retention;
using Postern.Archiver.Core.Retention;
using Postern.Archiver.Failures;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Retention;

/// <summary>Every delete command that was recorded: the same objects go as with WAL-G, or the deviation is listed and
/// safer.</summary>
public sealed class WalgRetentionTests
{
    private const string Case = "pg15-retention";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Label: why ours differs.</summary>
    private static readonly Dictionary<string, string> Deviations = new(StringComparer.Ordinal)
    {
        ["target-permanent"] = "WAL-G deletes a permanent backup (#1768); ours refuses",
        ["garbage-with-D1-marked"] =
            "WAL-G fails because the oldest ordinary backup is a delta; ours takes its full backup as the oldest",
    };

    public static TheoryData<string> Labels
    {
        get
        {
            var labels = new TheoryData<string>();
            if (RepositoryFolder.Shared($"walg/{Case}/delete.json") is not { } path)
            {
                labels.Add("fixtures");
                return labels;
            }
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (var one in document.RootElement.EnumerateArray())
                labels.Add(one.GetProperty("label").GetString()!);
            return labels;
        }
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public async Task Deletes_what_WALG_deletes(string label)
    {
        using var repository = new WalgRepository(Case);
        using var document = repository.Document("delete.json");
        var recorded = document.RootElement.EnumerateArray()
            .Single(one => one.GetProperty("label").GetString() == label);
        await using var archive = ArchiveFactory.Open(repository.ArchiverSettings());
        await PrepareAsync(repository, archive, recorded);
        var confirmed = recorded.GetProperty("confirmed");
        var expected = confirmed.GetProperty("removed").EnumerateArray().Select(name => name.GetString()!)
            .Order(StringComparer.Ordinal).ToList();
        var run = new RetentionRun(archive, new FixedTime(Now));
        try
        {
            var plan = await run.PlanAsync(
                await RequestAsync(archive, [.. recorded.GetProperty("dryRun").GetProperty("args").EnumerateArray()
                    .Select(a => a.GetString()!)]),
                CancellationToken.None);
            var removed = plan.Deletions.Select(deletion => deletion.Item.Name).Order(StringComparer.Ordinal).ToList();
            if (label == "garbage-with-D1-marked") Assert.Equal(["wal_005/000000010000000000000007.zst"], removed);
            else Assert.Equal(expected, removed);
            await run.ApplyAsync(plan, SilentProgress.Instance, CancellationToken.None);
        }
        catch (ArchiverException refused)
        {
            Assert.True(
                Deviations.ContainsKey(label) == (confirmed.GetProperty("exit").GetInt32() == 0), refused.Message);
        }
    }

    private static async Task PrepareAsync(WalgRepository repository, Archive archive, JsonElement recorded)
    {
        var text = recorded.TryGetProperty("preparation", out var preparation) ? preparation.GetString()! : "";
        var backups = Path.Combine(repository.Prefix, "basebackups_005");
        if (text.StartsWith("backup-mark D1", StringComparison.Ordinal))
            await new BackupMark(archive).MarkPermanentAsync(
                "base_00000001000000000000000C_D_000000010000000000000008", CancellationToken.None);
        else if (text.StartsWith("folders and sentinels of F1", StringComparison.Ordinal))
            foreach (var name in (
                string[])["base_000000010000000000000008", "base_00000001000000000000000C_D_000000010000000000000008",
                "base_000000010000000000000010_D_00000001000000000000000C"])
            {
                Directory.Delete(Path.Combine(backups, name), recursive: true);
                File.Delete(Path.Combine(backups, name + "_backup_stop_sentinel.json"));
            }
        else if (text.StartsWith("all sentinels", StringComparison.Ordinal))
            foreach (var file in Directory.GetFiles(backups, "*_sentinel.json")) File.Delete(file);
        else if (text.StartsWith("two orphan", StringComparison.Ordinal))
            foreach (var name in (string[])["base_000000010000000000000001", "base_0000000100000000000000FE"])
            {
                var folder = Directory.CreateDirectory(Path.Combine(backups, name, "tar_partitions"));
                File.WriteAllBytes(Path.Combine(folder.FullName, "part_001.tar.zst"), [1]);
                File.SetLastWriteTimeUtc(Path.Combine(folder.FullName, "part_001.tar.zst"),
                    new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc));
            }
        else Assert.Equal("", text);
    }

    private static async Task<RetentionRequest> RequestAsync(Archive archive, string[] arguments)
    {
        var byStart = arguments.Contains("--use-sentinel-time");
        var words = arguments.Skip(2).Where(word => word != "--use-sentinel-time").ToList();
        var modifier = words.Count > 1 && words[0] is "FULL" or "FIND_FULL"
            ? (words[0] == "FULL" ? FullModifier.Full : FullModifier.FindFull)
            : FullModifier.None;
        if (modifier != FullModifier.None) words.RemoveAt(0);
        var after = words.IndexOf("--after") is var at and >= 0 ? words[at + 1] : null;
        RetentionRequest request = arguments[1] switch
        {
            "retain" => new RetainRequest(
                int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), modifier, after),
            "before" => new BeforeRequest(words[0], modifier),
            "target" when words[0] == "--target-user-data" => new TargetRequest(
                BackupChoice.ByUserData(
                    await new BackupCatalogue(archive).ListAsync(CancellationToken.None),
                    JsonEquality.Parse(words[1])).Record.Name,
                modifier),
            "target" => new TargetRequest(words[0], modifier),
            "everything" => new EverythingRequest(words.Contains("FORCE")),
            _ => new GarbageRequest(
                words.Contains("ARCHIVES") ? GarbageScope.Archives : words.Contains("BACKUPS") ? GarbageScope.Backups
                    : GarbageScope.All,
                words.Contains("--without-backup-check")),
        };
        return request with { ByStartTime = byStart };
    }
}
