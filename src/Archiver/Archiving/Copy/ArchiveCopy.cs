using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Archiving.Retention;
using Postern.Archiver.Core.Retention;
using Postern.Archiver.Failures;
using Postern.Archiver.Storage;

namespace Postern.Archiver.Archiving.Copy;

/// <summary>
/// Copies objects byte for byte from one archive to another. What is there with the same size is left alone, so that a
/// stopped copy goes on; another size is an error and nothing is overwritten. The owner object is not copied: the copy
/// belongs to nobody yet.
/// </summary>
public sealed class ArchiveCopy(Archive source, Archive target, IProgressReporter progress)
{
    private const int Concurrency = 4;
    private int _copied;
    private int _present;
    private long _bytes;

    /// <exception cref="ArchiverException">BackupMissing, WalMissing, ObjectDiffers, and what the storages
    /// raise.</exception>
    public async Task<CopyResult> RunAsync(CopyOptions options, CancellationToken cancellation)
    {
        var backups = await new BackupCatalogue(source).ListAsync(cancellation);
        var objects = await ArchiveInventory.ListAsync(source.Storage, cancellation);
        var plan = CopyPlan.Make(backups, objects, options);
        progress.Begin("copying", plan.Sum(one => one.SizeBytes));
        var isDocument =
            plan.ToLookup(one => one.IsSentinel || one.Name.EndsWith("/metadata.json", StringComparison.Ordinal));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellation };
        await Parallel.ForEachAsync(isDocument[false], parallel, async (one, token) => await CopyAsync(one, token));
        foreach (var one in isDocument[true]) await CopyAsync(one, cancellation);
        return new CopyResult(_copied, _present, _bytes);
    }

    private async Task CopyAsync(RetentionObject one, CancellationToken cancellation)
    {
        if (await target.Storage.StatAsync(one.Name, cancellation) is { } there)
        {
            if (there.SizeBytes != one.SizeBytes)
                throw new ArchiverException(
                    FailureCode.ObjectDiffers,
                    $"'{one.Name}' is in the target with {there.SizeBytes} bytes instead of {one.SizeBytes}",
                    "copy into an empty prefix, or remove the object if it is not needed there.");
            Interlocked.Increment(ref _present);
            progress.Add(one.SizeBytes);
            return;
        }
        var written = 0L;
        await target.Storage.PutAsync(one.Name, PutMode.CreateOnly, async (destination, token) =>
        {
            await using var raw = await source.Storage.OpenReadAsync(one.Name, 0, token) ?? throw new ArchiverException(
                FailureCode.StorageMissing, $"object '{one.Name}' went away while it was copied",
                "look for a delete that runs at the same time, and try again.");
            await raw.CopyToAsync(destination, token);
            written = one.SizeBytes;
        }, cancellation);
        Interlocked.Increment(ref _copied);
        Interlocked.Add(ref _bytes, written);
        progress.Add(written);
    }
}
