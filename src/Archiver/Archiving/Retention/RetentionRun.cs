using Postern.Archiver.Archiving.BackupDocuments;
using Postern.Archiver.Core.Retention;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Retention;

/// <summary>Plans a delete, and carries plans out.</summary>
public sealed class RetentionRun(Archive archive, TimeProvider time)
{
    private const int BatchSize = 500;

    /// <exception cref="ArchiverException">Usage, BackupMissing, BackupProtected.</exception>
    public async Task<RetentionPlan> PlanAsync(RetentionRequest request, CancellationToken cancellation)
    {
        // Backups first: one that appears later has objects that no plan knows.
        var backups = await new BackupCatalogue(archive).ListAsync(cancellation);
        var objects = await ArchiveInventory.ListAsync(archive.Storage, cancellation);
        try
        {
            return new RetentionPlanner([.. backups.Select(entry => entry.Record)], objects, time.GetUtcNow())
                .Plan(request);
        }
        catch (RetentionRefusedException refused)
        {
            var code = refused.Refusal switch
            {
                RetentionRefusal.Missing => FailureCode.BackupMissing,
                RetentionRefusal.Protected => FailureCode.BackupProtected,
                _ => FailureCode.Usage,
            };
            throw new ArchiverException(code, refused.Message, refused.Hint, refused);
        }
    }

    /// <summary>Deletes in the plan's order; every sentinel is gone before anything else is touched.</summary>
    public async Task ApplyAsync(RetentionPlan plan, IProgressReporter progress, CancellationToken cancellation)
    {
        progress.Begin("deleting", plan.Bytes);
        var sentinels = plan.Deletions.TakeWhile(deletion => deletion.Item.IsSentinel).ToList();
        // One by one: a delta's must be gone before its parent's is touched.
        foreach (var sentinel in sentinels) await DeleteAsync([sentinel], progress, cancellation);
        foreach (var batch in plan.Deletions.Skip(sentinels.Count).Chunk(BatchSize))
            await DeleteAsync(batch, progress, cancellation);
    }

    private async Task DeleteAsync(
        IReadOnlyList<PlannedDeletion> batch, IProgressReporter progress, CancellationToken cancellation)
    {
        await archive.Storage.DeleteAsync([.. batch.Select(deletion => deletion.Item.Name)], cancellation);
        progress.Add(batch.Sum(deletion => deletion.Item.SizeBytes));
    }
}
