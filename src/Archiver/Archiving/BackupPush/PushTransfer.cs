using System.Text;
using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Core.Pages;
using Postern.Archiver.Core.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.FileSystem;
using Postern.Archiver.Postgres;
using Postern.Archiver.Tar;

namespace Postern.Archiver.Archiving.BackupPush;

/// <summary>Moves the data directory's bytes into tar objects, several at a time.</summary>
internal sealed class PushTransfer(
    PartUploader uploader, BackupPushOptions options, IProgressReporter progress, TimeProvider time)
{
    private const int ControlFileAttempts = 20;
    private const int OwnerOnly = 0x180;

    public async Task<IReadOnlyList<PackedPart>> UploadPartsAsync(
        DataDirectoryContents contents, PageRules rules, DeltaBase? parent, CancellationToken cancellation)
    {
        var entries = contents.Entries.Where(entry => !BackupExclusions.IsControlFile(entry.Path)).ToList();
        var sizes = entries.Select(entry => entry.Status.Type == EntryType.File ? entry.Status.SizeBytes : 0).ToList();
        var ranges = PartPlan.Split(
            sizes, options.TarThresholdBytes, options.Concurrency,
            index => options.PartPerDatabase && RelationPath.DatabaseFolder(entries[index].Path)
                != RelationPath.DatabaseFolder(entries[index - 1].Path));
        var parts = new PackedPart[ranges.Count];
        var parallel =
            new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = cancellation };
        await Parallel.ForAsync(0, ranges.Count, parallel, async (index, token) =>
        {
            var (first, count) = ranges[index].GetOffsetAndLength(entries.Count);
            parts[index] = await UploadPartAsync(
                $"part_{index + 1:D3}.tar", entries.GetRange(first, count), rules, parent, token);
        });
        return parts;
    }

    /// <summary>The control file is read after everything else, and alone: what it points to must be in the backup or
    /// in the WAL.</summary>
    public Task UploadControlFileAsync(CancellationToken cancellation) =>
        uploader.UploadAsync("pg_control.tar", async (tar, token) =>
        {
            var bytes = await ReadControlFileAsync(token);
            tar.Begin(Member("/" + ControlFile.RelativePath, bytes.Length, time.GetUtcNow().ToUnixTimeSeconds()));
            tar.Write(bytes);
            return true;
        }, cancellation);

    public async Task<PackedPart> UploadLabelAsync(BackupStop stop, CancellationToken cancellation)
    {
        await uploader.UploadAsync("backup_label.tar", (tar, _) =>
        {
            foreach (
                var (name, text) in new[] { ("backup_label", stop.LabelText), ("tablespace_map", stop.TablespaceMap) })
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                tar.Begin(Member(name, bytes.Length, 0));
                tar.Write(bytes);
            }
            return Task.FromResult(true);
        }, cancellation);
        // files_metadata.json does not list the two; the set of the tar stays empty as well.
        return new PackedPart(uploader.FileName("backup_label.tar"), []);
    }

    /// <summary>
    /// A page that failed its checksum and claims a position beyond the backup's end cannot have been written during
    /// it: its header is damage, too.
    /// </summary>
    /// <returns>The parts, with such pages among the corrupt ones.</returns>
    /// <exception cref="ArchiverException">PageCorrupt, naming files and blocks, unless corrupt pages are
    /// accepted.</exception>
    public static IReadOnlyList<PackedPart> JudgePages(
        IReadOnlyList<PackedPart> parts, Lsn stopLsn, bool acceptCorrupt, IProgressReporter progress)
    {
        var bad = new List<string>();
        var judged = parts.Select(part =>
            part with { Files = [.. part.Files.Select(file => Judge(file, stopLsn, bad))] }).ToList();
        if (bad.Count > 0 && !acceptCorrupt)
            throw new ArchiverException(
                FailureCode.PageCorrupt,
                $"corrupt pages: {string.Join("; ", bad.Take(5))} ({bad.Count} file(s) in all)",
                "restore the files from an older backup, or give --accept-corrupt to back up what there is.");
        foreach (var line in bad) progress.Line($"WARNING: corrupt pages in {line}");
        return judged;
    }

    private static PackedFile Judge(PackedFile file, Lsn stopLsn, List<string> bad)
    {
        var blocks = new SortedSet<uint>(file.Corrupt);
        blocks.UnionWith(file.InFlight.Where(page => page.Value > stopLsn).Select(page => page.Key));
        if (blocks.Count == 0) return file;
        bad.Add($"{file.MemberName} block {string.Join(", ", blocks.Take(10))}");
        return file with { Corrupt = blocks };
    }

    private Task<PackedPart> UploadPartAsync(
        string tarName, List<DataDirectoryEntry> entries, PageRules rules, DeltaBase? parent,
        CancellationToken cancellation) =>
        uploader.UploadAsync(tarName, async (tar, token) =>
        {
            var packer = new FilePacker(tar, rules, parent, progress.Add);
            var files = new List<PackedFile>(entries.Count);
            foreach (var entry in entries)
            {
                var packed = await packer.PackAsync(entry, token);
                if (packed is null) continue;
                if (packed.Corrupt.Count > 0 && !options.AcceptCorrupt)
                    _ = JudgePages(
                        [new PackedPart(tarName, [packed])], new Lsn(ulong.MaxValue), acceptCorrupt: false, progress);
                files.Add(packed);
            }
            return new PackedPart(uploader.FileName(tarName), files);
        }, cancellation);

    private async Task<byte[]> ReadControlFileAsync(CancellationToken cancellation)
    {
        var path = $"{options.DataDirectory}/{ControlFile.RelativePath}";
        for (var attempt = 1; ; attempt++)
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellation);
            try
            {
                _ = ControlFile.Parse(bytes);
                return bytes;
            }
            catch (InvalidDataException) when (attempt < ControlFileAttempts)
            {
                // Read in the middle of a write: on some file systems 8 KiB are not one step.
                await Task.Delay(TimeSpan.FromMilliseconds(10), time, cancellation);
            }
        }
    }

    private static TarMember Member(string name, long sizeBytes, long modifiedUnixSeconds) => new()
    {
        Name = name, Type = TarMemberType.File, Mode = OwnerOnly, SizeBytes = sizeBytes,
        ModifiedUnixSeconds = modifiedUnixSeconds,
    };
}
