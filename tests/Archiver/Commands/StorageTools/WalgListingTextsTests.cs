using System.Text.Json;
using Postern.Tests.Archiver.Archiving;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Commands.StorageTools;

/// <summary>What WAL-G 3.0.9 printed for commands that only look, over one repository and an empty one.</summary>
public sealed class WalgListingTextsTests
{
    [Theory]
    [InlineData("st-ls")]
    [InlineData("st-ls-folder")]
    [InlineData("st-ls-recursive")]
    [InlineData("st-ls-absent")]
    [InlineData("st-stat")]
    [InlineData("st-check-read")]
    [InlineData("empty-backup-list")]
    [InlineData("empty-backup-list-json")]
    [InlineData("empty-backup-list-detail-pretty")]
    [InlineData("empty-wal-show")]
    [InlineData("empty-wal-show-json")]
    [InlineData("empty-wal-verify-json")]
    [InlineData("nometa-backup-list")]
    public async Task Prints_what_WAL_G_prints(string label)
    {
        using var repository = new WalgRepository("pg15-lz4-chain");
        using var empty = new TemporaryFolder();
        using var document = repository.Document("commands/raw.json");
        var recorded = document.RootElement.EnumerateArray().Single(one => Text(one, "label") == label);
        var settings = label.StartsWith("empty-", StringComparison.Ordinal)
            ? repository.Settings(("WALG_FILE_PREFIX", empty.Path))
            : repository.Settings();
        if (label.StartsWith("nometa-", StringComparison.Ordinal))
            File.Delete(Path.Combine(
                repository.Prefix, "basebackups_005/base_000000010000000000000003/metadata.json"));
        var (code, answer, _) = await CommandLine.RunAsync(
            settings, [.. recorded.GetProperty("args").EnumerateArray().Select(one => one.GetString()!)]);
        Assert.Equal(0, code);
        Assert.Equal(Text(recorded, "stdout"), answer);
    }

    private static string Text(JsonElement one, string member) => one.GetProperty(member).GetString()!;
}
