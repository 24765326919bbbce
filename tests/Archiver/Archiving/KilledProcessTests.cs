using Postern.Archiver.Archiving;
using Postern.Archiver.Archiving.Restore;
using Postern.Archiver.Compression;
using Postern.Archiver.Storage.Local;
using Postern.Tests.Archiver.Servers;
using Postern.Tests.TestKit;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Archiver.Archiving;

/// <summary>
/// kill -9 of the real process, at a step that it makes in the file system: nothing looks whole that is not, and the
/// same command again completes it. The crash tests in process stop at every call; this one shows that a process is no
/// different.
/// </summary>
[Trait("Tier", "real-server")]
public sealed class KilledProcessTests
{
    /// <summary>The steps at which a process is killed, until it ends by itself before.</summary>
    private static readonly int[] Steps = [1, 2, 3, 5, 8, 13, 21, 34];

    [Fact]
    public async Task A_killed_push_or_fetch_leaves_a_whole_file_or_none()
    {
        await using var host = await HostPostgres.CreateAsync();
        await host.InitializeAsync("primary");
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        await host.ArchiverAsync("primary", "claim");
        await host.QueryAsync("primary", "create table t as select generate_series(1, 20000) i");
        var name = await host.QueryAsync("primary", "select pg_walfile_name(pg_switch_wal() - 1)");
        var segment = Path.Combine(host.Data("primary"), "pg_wal", name);
        var fetched = Path.Combine(host.Socket("primary"), "fetched");

        var pushes = await UntilItEndsAsync(
            host, host.Archive, ["wal-push", segment],
            async () =>
            {
                await using var archive = Open(host);
                await using var stored = await archive.OpenAsync(ArchiveLayout.Wal(name), default);
                if (stored is null) return;
                using var copy = new MemoryStream();
                await stored.CopyToAsync(copy);
                Assert.Equal(await File.ReadAllBytesAsync(segment), copy.ToArray());
                File.Delete(Path.Combine(host.Archive, "wal_005", name + ".lz4"));
            });
        await host.ArchiverAsync("primary", "wal-push", segment);
        var fetches = await UntilItEndsAsync(
            host, host.Socket("primary"), ["wal-fetch", name, fetched],
            async () =>
            {
                if (!File.Exists(fetched)) return;
                Assert.Equal(await File.ReadAllBytesAsync(segment), await File.ReadAllBytesAsync(fetched));
                File.Delete(fetched);
            });
        Assert.True(pushes > 0 && fetches > 0, $"{pushes} pushes and {fetches} fetches were killed");
    }

    [Fact]
    public async Task A_killed_backup_restore_or_delete_leaves_no_backup_that_only_looks_whole()
    {
        await using var host = await HostPostgres.CreateAsync();
        await host.InitializeAsync(
            "primary", "archive_mode = on", $"archive_command = '{host.Command("wal-push \"%p\"")}'");
        await host.StartAsync("primary");
        await host.WaitAsync("primary", "select 1", "1");
        await host.ArchiverAsync("primary", "claim");
        string[] push = ["backup-push", host.Data("primary"), "--full"];
        var backups = await UntilItEndsAsync(
            host, Path.Combine(host.Archive, "basebackups_005"), push, () => AssertAllWholeAsync(host));
        await host.ArchiverAsync("primary", push);
        await AssertAllWholeAsync(host);
        Assert.True(Sentinels(host).Count >= 2);

        using var folder = new TemporaryFolder();
        (await CommandRunner.RunAsync("chown", ["postgres", folder.Path])).Succeeded("chown");
        await host.ArchiverAsync("primary", "backup-fetch", folder.At("reference"), "LATEST");
        var restores = 0;
        foreach (var step in (int[])[1, 30, 300, 900])
        {
            var target = folder.At($"target{step}");
            Directory.CreateDirectory(target);
            (await CommandRunner.RunAsync("chown", ["postgres", target])).Succeeded("chown");
            if (await KillAtAsync(host, target, step, ["backup-fetch", target, "LATEST"])) restores++;
            await host.ArchiverAsync("primary", "backup-fetch", target, "LATEST");
            (await CommandRunner.RunAsync("diff", ["-r", folder.At("reference"), target])).Succeeded("diff");
        }

        string[] delete = ["delete", "retain", "FULL", "1", "--confirm"];
        var deletes = await UntilItEndsAsync(
            host, Path.Combine(host.Archive, "basebackups_005"), delete, () => AssertAllWholeAsync(host));
        await host.ArchiverAsync("primary", delete);
        Assert.Single(Sentinels(host));
        await AssertAllWholeAsync(host);
        Assert.True(
            backups > 2 && restores > 1 && deletes > 0,
            $"{backups} backups, {restores} restores and {deletes} deletes were killed");
    }

    /// <summary>Kills the command later and later until it ends first; how often it was killed.</summary>
    private static async Task<int> UntilItEndsAsync(
        HostPostgres host, string watched, string[] command, Func<Task> check)
    {
        var killed = 0;
        foreach (var step in Steps)
        {
            var isKilled = await KillAtAsync(host, watched, step, command);
            await check();
            if (!isKilled) break;
            killed++;
        }
        await host.ArchiverAsync("primary", command);
        await check();
        return killed;
    }

    /// <summary>Whether it was killed, at the n-th file or folder that it made, renamed or removed.</summary>
    private static async Task<bool> KillAtAsync(HostPostgres host, string watched, int step, string[] command)
    {
        Directory.CreateDirectory(watched);
        await host.OwnAsync();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        using var watcher = new FileSystemWatcher(watched)
        {
            IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName,
        };
        watcher.Created += (_, _) => Count();
        watcher.Renamed += (_, _) => Count();
        watcher.Deleted += (_, _) => Count();
        watcher.EnableRaisingEvents = true;
        await using var process = ArchiverProcess.Start(host.Environment("primary"), command);
        await Task.WhenAny(reached.Task, process.WaitAsync());
        if (process.HasExited)
        {
            Assert.True(await process.WaitAsync() == 0, process.Output);
            return false;
        }
        await process.KillAsync();
        return true;

        void Count()
        {
            if (Interlocked.Increment(ref count) == step) reached.TrySetResult();
        }
    }

    /// <summary>Every backup that a sentinel says exists can be restored.</summary>
    private static async Task AssertAllWholeAsync(HostPostgres host)
    {
        await using var archive = Open(host);
        foreach (var name in Sentinels(host))
        {
            using var folder = new TemporaryFolder();
            await new BackupFetch(archive, SilentProgress.Instance).RunAsync(
                new RestoreOptions { TargetDirectory = folder.At("back"), Name = name, Durable = false }, default);
            Assert.True(File.Exists(folder.At("back", "global", "pg_control")));
        }
    }

    private static List<string> Sentinels(HostPostgres host) =>
        [.. Directory.GetFiles(Path.Combine(host.Archive, "basebackups_005"), "*" + ArchiveLayout.SentinelSuffix)
            .Select(path => Path.GetFileName(path)[..^ArchiveLayout.SentinelSuffix.Length])];

    private static Archive Open(HostPostgres host) => new(
        new DirectoryStorage(host.Archive, TimeProvider.System), Compressors.ByMethod("lz4"), Compressors.ReadOrder,
        null);
}
