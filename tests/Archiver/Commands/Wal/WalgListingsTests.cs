using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Archiver.Failures;
using Postern.Tests.Archiver.Archiving;
using Xunit;

namespace Postern.Tests.Archiver.Commands.Wal;

/// <summary>wal-show and wal-verify over repositories that WAL-G wrote, against what WAL-G itself said of
/// them.</summary>
public sealed class WalgListingsTests
{
    public static TheoryData<string> Cases =>
    [
        "pg15-composers", "pg15-corrupt-page", "pg15-libsodium-hex", "pg15-lz4-chain", "pg15-none",
        "pg15-receive-partial",
        "pg15-retention", "pg15-tablespaces", "pg15-timeline-pitr", "pg15-zstd-latest-full", "pg17-lz4", "pg18-zstd",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Shows_what_WAL_G_shows(string name)
    {
        using var repository = new WalgRepository(name);
        var compared = 0;
        foreach (var (file, arguments) in new (string, string[])[]
        {
            ("wal-show.txt", ["wal-show"]),
            ("wal-show-without-backups.txt", ["wal-show", "--without-backups"]),
        })
        {
            if (!File.Exists(Path.Combine(repository.Case, "golden", file))) continue;
            var (code, answer, notes) = await CommandLine.RunAsync(repository.Settings(), arguments);
            Assert.Equal((0, ""), (code, notes));
            Assert.Equal(repository.Golden(file), answer.TrimEnd('\n'));
            compared++;
        }
        foreach (var (file, arguments) in new (string, string[])[]
        {
            ("wal-show-detailed-json.txt", ["wal-show", "--detailed-json"]),
            ("wal-show-without-backups-json.txt", ["wal-show", "--without-backups", "--detailed-json"]),
        })
        {
            if (!File.Exists(Path.Combine(repository.Case, "golden", file))) continue;
            var (code, answer, _) = await CommandLine.RunAsync(repository.Settings(), arguments);
            Assert.Equal(0, code);
            Assert.Equal(repository.Golden(file), answer);
            compared++;
        }
        if (compared > 0) return;
        var (shownCode, shown, _) = await CommandLine.RunAsync(repository.Settings(), "wal-show");
        Assert.Equal(0, shownCode);
        Assert.Contains("| OK     |", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("LOST_SEGMENTS", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pg15-lz4-chain")]
    [InlineData("pg15-timeline-pitr")]
    public async Task Verifies_as_WAL_G_does_but_fails_when_it_should(string name)
    {
        using var whole = new WalgRepository(name);
        using var document = whole.Document("verify.json");
        foreach (var trial in document.RootElement.GetProperty("trials").EnumerateArray())
        {
            var label = trial.GetProperty("label").GetString()!;
            if (Changes(trial)) continue;
            using var repository = new WalgRepository(name);
            foreach (var removed in trial.GetProperty("removed").EnumerateArray())
                File.Delete(Path.Combine(repository.Prefix, removed.GetString()!));
            var settings = repository.Settings([.. trial.GetProperty("settings").EnumerateObject()
                .Select(one => (one.Name, one.Value.GetString()!))]);
            string[] arguments = [.. trial.GetProperty("args").EnumerateArray().Select(one => one.GetString()!)];
            var (code, answer, _) = await CommandLine.RunAsync(settings, [.. arguments, "--json"]);
            var json = trial.GetProperty("json");
            if (json.GetProperty("exit").GetInt32() != 0)
            {
                Assert.Equal((label, (int)FailureCode.BackupMissing), (label, code));
                continue;
            }
            var expected = json.GetProperty("parsed").GetRawText();
            Assert.Equal(label + JsonNode.Parse(expected)!.ToJsonString(),
                label + JsonNode.Parse(answer)!.ToJsonString());
            Assert.Equal(
                (label, expected.Contains("FAILURE", StringComparison.Ordinal) ? (int)FailureCode.CheckFailed : 0),
                (label, code));

            var (_, text, _) = await CommandLine.RunAsync(settings, arguments);
            Assert.Equal(
                Sorted(trial.GetProperty("text").GetProperty("stdout").GetString()!), Sorted(text));
        }
    }

    [Fact]
    public async Task A_backup_without_metadata_counts_by_its_sentinel()
    {
        using var repository = new WalgRepository("pg15-timeline-pitr");
        File.Delete(Path.Combine(repository.Prefix, "basebackups_005/base_000000010000000000000008/metadata.json"));
        var (code, answer, _) = await CommandLine.RunAsync(
            repository.Settings(), "wal-verify", "integrity", "--json", "--timeline", "2", "--lsn", "0/1300100");
        Assert.Equal(0, code);
        Assert.Contains("\"start_segment\":\"000000010000000000000008\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"OK\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256")]
    [InlineData("json")]
    [InlineData("lz4.tmp")]
    public async Task Only_known_encodings_pass_for_a_segment(string suffix)
    {
        using var repository = new WalgRepository("pg15-lz4-chain");
        var lost = Path.Combine(repository.Prefix, "wal_005/000000010000000000000008");
        File.Move(lost + ".lz4", $"{lost}.{suffix}");
        var settings = repository.Settings(("WALG_UPLOAD_CONCURRENCY", "1"));
        var (code, _, _) = await CommandLine.RunAsync(
            settings, "wal-verify", "integrity", "--timeline", "1", "--lsn", "0/F000100");
        Assert.Equal((int)FailureCode.CheckFailed, code);
        var (_, shown, _) = await CommandLine.RunAsync(settings, "wal-show");
        Assert.Contains("LOST_SEGMENTS", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_segment_size_is_read_from_the_data()
    {
        using var repository = new WalgRepository("pg15-timeline-pitr");
        var settings = repository.Settings();
        settings.Remove("WALG_PG_WAL_SIZE");
        var (code, answer, _) = await CommandLine.RunAsync(
            settings, "wal-verify", "integrity", "--json", "--timeline", "2", "--lsn", "0/1300064");
        Assert.Equal(0, code);
        Assert.Contains("\"segments_count\":8", answer, StringComparison.Ordinal);
    }

    /// <summary>Trials that change documents are tests of their own.</summary>
    private static bool Changes(JsonElement trial) => trial.TryGetProperty("alsoChanged", out var changed)
        && changed.ValueKind == JsonValueKind.String && changed.GetString()!.Length > 0;

    // WAL-G runs and prints its two checks in random order.
    private static string[] Sorted(string text) => [.. text.Split('\n').Order(StringComparer.Ordinal)];
}
