using Postern.Archiver.Core.Backups;
using Postern.Archiver.Core.Control;
using Postern.Archiver.Failures;
using Postern.Archiver.FileSystem;
using Postern.Archiver.Tar;
using Postern.Durability;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>
/// Restores a backup, with the chain that a delta needs. The control file is written last of all: without it no server
/// starts, so what a killed restore leaves cannot be taken for a cluster. Run again with the same arguments it goes on
/// where it was.
/// </summary>
public sealed class BackupFetch(Archive archive, IProgressReporter progress)
{
    private const int UsualPageBytes = 8192;
    private const UnixFileMode OwnerAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="ArchiverException">
    /// BackupMissing, TargetNotEmpty, ObjectCorrupt, DecryptionFailed, PageCorrupt, and what storage and disk raise.
    /// </exception>
    public async Task<RestoreResult> RunAsync(RestoreOptions options, CancellationToken cancellation)
    {
        var chain = await new ChainLoader(archive).LoadAsync(options, cancellation);
        var root = Path.GetFullPath(options.TargetDirectory);
        DurableFolder.Create(root, OwnerAll);
        using var journal = RestoreJournal.Open(root,
            $"{archive.Storage.Location} {chain[^1].Name} {options.Selection}");
        if (journal.WasThere) progress.Line($"going on with the restore of {chain[^1].Name} in '{root}'");

        var filter = Filter(options, chain[^1]);
        var plan = RestorePlan.Make(
            [.. chain.Select(link => link.Files?.Files)], [.. chain.Select(link => link.Name)], filter);
        var objects = new ObjectReader(archive, progress);
        var control = await ReadControlFileAsync(objects, chain[^1], cancellation);
        var target = new RestoreTarget(root);
        var tablespaces = TablespaceLinks.Make(target, chain, options.Tablespaces, journal);

        var audit = control.Parsed is { HasDataChecksums: true } parsed
            ? new PageAudit((int)parsed.BlockSizeBytes, chain[^1].Entry.Record.StartLsn?.Value ?? 0)
            : null;
        var pageSizeBytes = (int)(control.Parsed?.BlockSizeBytes ?? UsualPageBytes);
        var reverse = options.IsReverse ? new ReverseWriter(target, audit, pageSizeBytes) : null;
        var extraction = new ChainExtraction(target, plan, objects, journal, audit, progress)
        {
            PageSizeBytes = pageSizeBytes, Concurrency = options.Concurrency,
            Reverse = reverse, SkipRedundant = options.SkipRedundant,
            Flush = () => FlushAll(options, root, tablespaces),
        };
        // Which pages are written is not on disk: a run in reverse that was interrupted begins anew.
        if (reverse is not null) journal.Forget(target.PathOf(ControlFile.RelativePath));
        for (var i = 0; i < chain.Count; i++)
            await extraction.ExtractAsync(chain, reverse is null ? i : chain.Count - 1 - i, cancellation);
        if (chain[^1].Label is { } label)
            await WriteLabelAsync(objects, target, chain[^1], label, options.Tablespaces is null, filter, cancellation);
        if (options.Mask is null) MakeEssentialDirectories(target, chain[^1]);

        foreach (var link in target.LostLinks)
            progress.Line(
                $"WARNING: '{link}' is a symbolic link whose target the backup does not hold; it was not made");
        RestoreAudit.Compare(target, plan, chain, audit, reverse?.Incomplete ?? [], progress);
        FlushAll(options, root, tablespaces);
        journal.BeforeControlFile();
        if (filter(ControlFile.RelativePath))
            DurableFile.WriteBytes(
                target.PathOf(ControlFile.RelativePath), control.Bytes, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        RestoreJournal.Remove(root);
        return new RestoreResult(
            chain[^1].Name, [.. chain.Select(link => link.Name)], plan.Paths?.Count
                ?? 0, objects.BytesRead, journal.WasThere);
    }

    private static Func<string, bool> Filter(RestoreOptions options, ChainLink last)
    {
        var filter = options.Mask is { } mask ? RestoreFilter.Mask(mask) : RestoreFilter.All;
        if (options.Only.Count == 0) return filter;
        var databases = last.Files?.DatabasesByNames ?? throw new ArchiverException(
            FailureCode.FormatUnsupported,
            $"backup '{last.Name}' does not name its databases, which --restore-only needs",
            "restore it whole.");
        var only = RestoreFilter.Only(options.Only, databases);
        return path => filter(path) && only(path);
    }

    private static async Task<(byte[] Bytes, ControlFile? Parsed)> ReadControlFileAsync(
        ObjectReader objects, ChainLink last, CancellationToken cancellation)
    {
        byte[]? bytes = null;
        await objects.ReadAsync(last, last.ControlFile!, (member, data) =>
        {
            if (MemberPath.Normalize(member.Name) != ControlFile.RelativePath || member.SizeBytes > 1 << 20) return;
            bytes = new byte[member.SizeBytes];
            data.ReadExactly(bytes);
        }, cancellation);
        if (bytes is null)
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"'{last.ControlFile!.Stored.Name}' does not hold global/pg_control",
                "restore another backup (`archiver backup-list`).");
        try
        {
            return (bytes, ControlFile.Parse(bytes));
        }
        catch (InvalidDataException)
        {
            // A version that is not known here is restored all the same, without looking into its pages.
            return (bytes, null);
        }
    }

    private static Task WriteLabelAsync(
        ObjectReader objects, RestoreTarget target, ChainLink last, ArchivedObject label, bool withTablespaceMap,
        Func<string, bool> filter, CancellationToken cancellation) =>
        objects.ReadAsync(last, label, (member, data) =>
        {
            var path = MemberPath.Normalize(member.Name);
            // With other places for tablespaces the map would make the server put the old links back.
            if (!filter(path) || (path == "tablespace_map" && !withTablespaceMap) || member.Type != TarMemberType.File)
                return;
            new MemberWriter(target, null, _ => null, UsualPageBytes).WriteWhole(member, path, data);
        }, cancellation);

    private static void MakeEssentialDirectories(RestoreTarget target, ChainLink last)
    {
        foreach (var directory in BackupExclusions.EssentialDirectories)
        {
            if (!Path.Exists(target.PathOf(directory))) target.MakeFolder(directory, mode: null);
        }
        if (last.Entry.Record.PgVersion >= 170000 && !Path.Exists(target.PathOf(BackupExclusions.SummariesDirectory)))
            target.MakeFolder(BackupExclusions.SummariesDirectory, mode: null);
    }

    private static void FlushAll(RestoreOptions options, string root, IReadOnlyList<string> tablespaces)
    {
        if (!options.Durable) return;
        FileSystemFlush.Of(root);
        foreach (var tablespace in tablespaces) FileSystemFlush.Of(tablespace);
    }
}
