using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Restore;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

/// <summary>Every backup that WAL-G wrote is restored, and every file of its list is there.</summary>
public sealed class WalgFetchTests
{
    public static TheoryData<string> Cases =>
    [
        "pg15-composers", "pg15-corrupt-page", "pg15-libsodium-hex", "pg15-lz4-chain", "pg15-none",
        "pg15-receive-partial",
        "pg15-retention", "pg15-tablespaces", "pg15-timeline-pitr", "pg15-zstd-latest-full", "pg17-lz4", "pg18-zstd",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_backup_is_restored_with_every_file(string name)
    {
        using var repository = new WalgRepository(name);
        await using var archive = ArchiveFactory.Open(repository.ArchiverSettings());
        var catalogue = new BackupCatalogue(archive);
        var recorded = repository.Document("case.json").RootElement.GetProperty("backups");
        var backups = await catalogue.ListAsync(default);
        Assert.Equal(recorded.EnumerateArray().Select(one => one.GetProperty("name").GetString()),
            backups.Select(one => one.Record.Name));
        foreach (var entry in backups)
        {
            using var target = new TemporaryFolder();
            await new BackupFetch(archive, SilentProgress.Instance).RunAsync(
                new RestoreOptions
                {
                    TargetDirectory = target.At("data"), Name = entry.Record.Name, Durable = false,
                    Tablespaces = Moved(entry.Sentinel.Spec, target),
                }, default);
            var files = (await catalogue.FilesAsync(entry, default))!.Files!;
            Assert.All(files.Keys, file => Assert.True(Path.Exists(target.At("data") + "/" + file), file));
            Assert.True(File.Exists(target.At("data/backup_label")));
            Assert.Equal(8192, new FileInfo(target.At("data/global/pg_control")).Length);
        }
    }

    [Fact]
    public async Task A_genuine_zero_page_is_not_filled_with_an_older_image()
    {
        using var repository = new WalgRepository("pg15-lz4-chain");
        await using var archive = ArchiveFactory.Open(repository.ArchiverSettings());
        using var target = new TemporaryFolder();
        await new BackupFetch(archive, SilentProgress.Instance).RunAsync(
            new RestoreOptions { TargetDirectory = target.At("data"), Name = "LATEST", Durable = false }, default);
        // The last delta holds five all-zero pages at the end of one table.
        Assert.Contains(Directory.EnumerateFiles(target.At("data/base"), "*", SearchOption.AllDirectories), file =>
        {
            var bytes = File.ReadAllBytes(file);
            return bytes.Length > 40 * 8192 && bytes.AsSpan(bytes.Length - 5 * 8192).IndexOfAnyExcept((byte)0) < 0;
        });
    }

    internal static TablespaceSpec? Moved(TablespaceSpec? spec, TemporaryFolder target, string folder = ".") =>
        spec is not { Tablespaces.Count: > 0 }
        ? null
        : spec with
        {
            Tablespaces = spec.Tablespaces.ToDictionary(
                pair => pair.Key, pair => pair.Value with { Location = target.At(folder, "spaces", pair.Key) }),
        };
}
