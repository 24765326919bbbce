using Postern.Archiver.Commands.Progress;
using Postern.Archiver.Core.Retention;

namespace Postern.Archiver.Commands.Backups;

/// <summary>A plan for people: what stays, what goes, why, and how much that is.</summary>
internal static class RetentionPlanText
{
    public static void Write(TextWriter output, RetentionPlan plan)
    {
        foreach (var kept in plan.Kept.OrderBy(kept => kept.Name, StringComparer.Ordinal))
            output.Write($"keep    {kept.Name}  ({kept.Reason})\n");
        foreach (var deletion in plan.Deletions)
            output.Write(
                $"delete  {deletion.Item.Name}  {ProgressText.Bytes(deletion.Item.SizeBytes)}  ({deletion.Reason})\n");
        output.Write(plan.Deletions.Count == 0
            ? $"nothing to delete: {plan.Summary}\n"
            : $"{plan.Deletions.Count} objects, {ProgressText.Bytes(plan.Bytes)}\n");
    }
}
