using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.Deploy.Steps;

namespace Postern.Embedded.Engine.Deploy.Execution;

/// <summary>
/// Carries deletions out, each after those of everything that requires its resource, independent ones at once. What is
/// required by a resource that could not be deleted stays.
/// </summary>
public static class DeletionRunner
{
    /// <param name="steps">In the order of the old state; a step only waits for steps after it, so that no circle can
    /// arise.</param>
    public static async Task RunAsync(ImmutableArray<Step> steps, StepExecutor executor)
    {
        var tasks = new Task[steps.Length];
        for (var i = steps.Length - 1; i >= 0; i--)
        {
            var urn = steps[i].Urn;
            var before = Enumerable.Range(i + 1, steps.Length - i - 1)
                .Where(j => steps[j].Old!.Requirements().Contains(urn, StringComparer.Ordinal))
                .Select(j => tasks[j]).ToArray();
            tasks[i] = DeleteAsync(steps[i], before, executor);
        }
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (RunEndedException)
        {
            // The failed step has said why; the run counts as failed.
        }
    }

    private static async Task DeleteAsync(Step step, Task[] before, StepExecutor executor)
    {
        await Task.WhenAll(before);
        await executor.ExecuteAsync([step]);
    }
}
