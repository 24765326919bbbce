using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>How outputs are made from tasks and from each other.</summary>
internal static class OutputFlow
{
    public static async Task<OutputData> WaitAsync(Task task, Func<object?> result, bool isSecret = false)
    {
        await task.ConfigureAwait(false);
        return OutputData.Of(result(), isSecret);
    }

    /// <summary>Runs the function on a known value; its own output's marks are added.</summary>
    public static async Task<OutputData> ApplyAsync(Task<OutputData> task, Func<object?, IOutput?> func)
    {
        var data = await task.ConfigureAwait(false);
        if (!data.IsKnown) return new OutputData(data.Resources, value: null, isKnown: false, data.IsSecret);
        return func(data.Value) is { } inner
            ? data.Then(await inner.Data.ConfigureAwait(false))
            : new OutputData(data.Resources, value: null, isKnown: true, data.IsSecret);
    }

    public static async Task<OutputData> MapAsync(Task<OutputData> task, Func<OutputData, Task<OutputData>> change) =>
        await change(await task.ConfigureAwait(false)).ConfigureAwait(false);

    /// <summary>One value from many: known when all are, secret when one is.</summary>
    public static async Task<OutputData> JoinAsync(
        ImmutableArray<Task<OutputData>> tasks, Func<ImmutableArray<object?>, object?> join)
    {
        var values = ImmutableArray.CreateBuilder<object?>(tasks.Length);
        var all = OutputData.Of(value: null);
        foreach (var task in tasks)
        {
            var data = await task.ConfigureAwait(false);
            values.Add(data.Value);
            all = all.Then(data);
        }
        return new OutputData(all.Resources, join(values.MoveToImmutable()), all.IsKnown, all.IsSecret);
    }
}
