using System.Text.Json;
using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;
using Postern.Archiver.Storage.Decorators;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.BackupPush;

public sealed class BackupRunTests
{
    private readonly MemoryStorage _storage = PushBench.NewStorage();

    [Fact]
    public async Task Without_the_wal_there_is_no_backup_and_nothing_is_left()
    {
        using var cluster = new FakeCluster();
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => PushBench.PushAsync(cluster, _storage));
        Assert.Equal(FailureCode.WalMissing, failure.Code);
        Assert.Contains("000000010000000000000004", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await NamesAsync());
    }

    [Fact]
    public async Task A_backup_across_a_promotion_fails()
    {
        using var cluster = new FakeCluster { IsPromoted = true };
        await PushBench.ArchiveWalAsync(_storage);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => PushBench.PushAsync(cluster, _storage));
        Assert.Equal(FailureCode.BackupAborted, failure.Code);
        Assert.DoesNotContain(await NamesAsync(), name =>
            name.StartsWith("basebackups_005/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_backup_that_lost_one_of_its_parts_is_not_restored()
    {
        using var cluster = new FakeCluster();
        using var target = new TemporaryFolder();
        await PushBench.ArchiveWalAsync(_storage);
        await PushBench.PushAsync(cluster, _storage);
        cluster.Write("base/5/16384", FakeCluster.Pages(4, 1));
        var delta = await PushBench.PushDeltaAsync(cluster, _storage);
        var part = (await NamesAsync()).First(name =>
            name.StartsWith($"basebackups_005/{delta.Name}/tar_partitions/part_", StringComparison.Ordinal));
        await _storage.DeleteAsync([part], CancellationToken.None);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() =>
            PushBench.FetchAsync(_storage, target.At("data")));
        Assert.Equal(FailureCode.ObjectCorrupt, failure.Code);
    }

    [Fact]
    public async Task A_corrupt_page_fails_the_backup_unless_it_is_accepted_and_then_it_is_recorded()
    {
        using var cluster = new FakeCluster(hasChecksums: true);
        using var target = new TemporaryFolder();
        var pages = FakeCluster.Pages(4, 1);
        pages[2 * 8192 + 5000] ^= 1;
        cluster.Write("base/5/16384", pages);
        await PushBench.ArchiveWalAsync(_storage);
        var failure = await Assert.ThrowsAsync<ArchiverException>(() => PushBench.PushAsync(cluster, _storage));
        Assert.Equal(FailureCode.PageCorrupt, failure.Code);
        Assert.Contains("/base/5/16384 block 2", failure.Message, StringComparison.Ordinal);

        var result = await PushBench.PushAsync(cluster, _storage, options => options with { AcceptCorrupt = true });
        Assert.Equal(1, result.CorruptBlocks);
        var catalogue = new BackupCatalogue(PushBench.Archive(_storage));
        var files = await catalogue.FilesAsync(
            await catalogue.GetAsync(result.Name, CancellationToken.None), CancellationToken.None);
        Assert.Equal([2u], files!.Files!["/base/5/16384"].CorruptBlocks!.SomeCorruptBlocks!);
        await PushBench.FetchAsync(_storage, target.At("data"));
        Assert.Equal(pages, File.ReadAllBytes(target.At("data/base/5/16384")));
    }

    [Fact]
    public async Task A_wrong_page_that_claims_to_be_newer_than_the_backup_is_corrupt_too()
    {
        using var cluster = new FakeCluster(hasChecksums: true);
        var pages = FakeCluster.Pages(4, ulong.MaxValue >> 8);
        pages[5000] ^= 1;
        cluster.Write("base/5/16384", pages);
        await PushBench.ArchiveWalAsync(_storage);
        Assert.Equal(
            FailureCode.PageCorrupt,
            (await Assert.ThrowsAsync<ArchiverException>(() => PushBench.PushAsync(cluster, _storage))).Code);
    }

    [Fact]
    public async Task The_sentinel_is_written_last()
    {
        using var cluster = new FakeCluster();
        await PushBench.ArchiveWalAsync(_storage);
        var recorder = new RecordingStorage(_storage);
        await PushBench.PushAsync(cluster, recorder);
        Assert.EndsWith(ArchiveLayout.SentinelSuffix, recorder.Puts[^1], StringComparison.Ordinal);
        Assert.Single(recorder.Puts, name => name.EndsWith(ArchiveLayout.SentinelSuffix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Documents_have_the_fields_that_WALG_reads()
    {
        using var cluster = new FakeCluster();
        await PushBench.ArchiveWalAsync(_storage);
        var result = await PushBench.PushAsync(cluster, _storage, options => options with
        {
            UserData = JsonEquality.Parse("{\"why\":\"test\"}"),
        });
        var archive = PushBench.Archive(_storage);
        using var sentinel =
            JsonDocument.Parse((await archive.ReadDocumentAsync(ArchiveLayout.Sentinel(result.Name), default))!);
        var root = sentinel.RootElement;
        foreach (var field in (
            string[])["LSN", "PgVersion", "FinishLSN", "SystemIdentifier", "UncompressedSize", "CompressedSize",
            "ChkpNum", "Version", "StartTime", "FinishTime", "DateFmt", "Hostname", "DataDir", "IsPermanent",
            "UserData"])
            Assert.True(root.TryGetProperty(field, out _), field);
        Assert.Equal(7711081477419654336UL, root.GetProperty("SystemIdentifier").GetUInt64());
        Assert.False(root.TryGetProperty("DeltaFrom", out _));
        using var files =
            JsonDocument.Parse((await archive.ReadDocumentAsync(ArchiveLayout.FilesMetadata(result.Name), default))!);
        Assert.True(files.RootElement.GetProperty("Files").TryGetProperty("/", out _));
        Assert.False(files.RootElement.GetProperty("Files").TryGetProperty("/global/pg_control", out _));
        Assert.Equal(
            16501u,
            files.RootElement.GetProperty("DatabasesByNames").GetProperty("app").GetProperty("tables_new")
                .GetProperty("public.orders").GetProperty("relfilenode").GetUInt32());
        Assert.All(
            await NamesAsync("basebackups_005/" + result.Name + "/tar_partitions/"),
            name => Assert.Matches(@"/(part_\d{3,}|pg_control|backup_label)\.tar\.lz4$", name));
    }

    [Fact]
    public async Task Leftovers_of_a_killed_push_go_before_the_next_of_that_name()
    {
        using var cluster = new FakeCluster();
        await PushBench.ArchiveWalAsync(_storage);
        const string stray = "basebackups_005/base_000000010000000000000004/tar_partitions/part_099.tar.lz4";
        await _storage.PutAsync(stray, PutMode.Replace, (_, _) => Task.CompletedTask, default);
        await PushBench.PushAsync(cluster, _storage);
        Assert.DoesNotContain(stray, await NamesAsync());
    }

    [Fact]
    public async Task A_permanent_delta_makes_its_chain_permanent()
    {
        using var cluster = new FakeCluster();
        await PushBench.ArchiveWalAsync(_storage);
        var full = await PushBench.PushAsync(cluster, _storage);
        await PushBench.PushAsync(cluster, _storage, options => options with
        {
            Delta = new DeltaRequest(9, DeltaOrigin.Latest, false, true),
        });
        var entry = await new BackupCatalogue(PushBench.Archive(_storage)).GetAsync(full.Name, default);
        Assert.True(entry.Record.IsPermanent);
    }

    [Fact]
    public async Task Marking_keeps_what_the_document_holds_besides()
    {
        using var cluster = new FakeCluster();
        await PushBench.ArchiveWalAsync(_storage);
        var full = await PushBench.PushAsync(cluster, _storage);
        var archive = PushBench.Archive(_storage);
        var name = ArchiveLayout.Metadata(full.Name);
        var text = System.Text.Encoding.UTF8.GetString((await archive.ReadDocumentAsync(name, default))!);
        text = text.Insert(1, "\"new_field\":{\"deep\":[18446744073709551615]},");
        await archive.WriteDocumentAsync(name, PutMode.Replace, System.Text.Encoding.UTF8.GetBytes(text), default);
        await new BackupMark(archive).MarkPermanentAsync(full.Name, default);
        var marked = System.Text.Encoding.UTF8.GetString((await archive.ReadDocumentAsync(name, default))!);
        Assert.Contains("\"new_field\":{\"deep\":[18446744073709551615]}", marked, StringComparison.Ordinal);
        Assert.Contains("\"is_permanent\":true", marked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_part_per_database_no_tar_holds_two()
    {
        using var cluster = new FakeCluster();
        foreach (var database in (string[])["5", "16500", "16501"])
            cluster.Write($"base/{database}/16384", FakeCluster.Pages(2, 1));
        await PushBench.ArchiveWalAsync(_storage);
        var result = await PushBench.PushAsync(
            cluster, _storage, options => options with { PartPerDatabase = true, TarThresholdBytes = 1 << 30 });
        var catalogue = new BackupCatalogue(PushBench.Archive(_storage));
        var files = await catalogue.FilesAsync(await catalogue.GetAsync(result.Name, default), default);
        var databases = files!.TarFileSets!.Values.Select(set => set
            .Select(name => name.Split('/'))
            .Where(parts => parts is ["", "base", [>= '0' and <= '9', ..], ..]).Select(parts => parts[2])
            .Distinct().Count()).ToList();
        Assert.All(databases, count => Assert.True(count <= 1));
        Assert.Equal(3, databases.Sum());
    }

    [Fact]
    public async Task The_disk_is_read_no_faster_than_it_may_be()
    {
        using var cluster = new FakeCluster();
        cluster.Write("base/5/16384", FakeCluster.Pages(128, 1));
        await PushBench.ArchiveWalAsync(_storage);
        var time = new FixedTime(PushBench.Now);
        await PushBench.PushAsync(
            cluster, _storage, options => options with { DiskLimit = new RateLimiter(1 << 18, time) }, time: time);
        // 1 MiB at 256 KiB a second, less the burst.
        Assert.InRange(time.GetElapsedTime(0), TimeSpan.FromSeconds(3.5), TimeSpan.FromSeconds(10));
    }

    private async Task<List<string>> NamesAsync(string prefix = "")
    {
        var names = new List<string>();
        await foreach (var one in _storage.ListAsync(prefix, true, default)) names.Add(one.Name);
        return names;
    }
}
