using System.Collections.Immutable;
using Pulumi.Running;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>
/// A value that arrives later, with the resources it came from. It may stay unknown (in a preview) and it may be
/// secret; both spread to whatever is made from it.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData<T>> data)
    {
        Data = data;
        // What has ended well can neither fail the run nor keep it alive.
        if (!data.IsCompletedSuccessfully) ProgramRun.Current?.Tasks.Add(data);
    }

    internal Task<OutputData<T>> Data { get; }

    public static Output<T> Create(Task<T> value) => Create(value, isSecret: false);

    public Output<ValueTuple> Apply(Func<T, Task> func)
    {
        return Apply(value => Output.Create(Wait(value)));

        async Task<ValueTuple> Wait(T value)
        {
            await func(value).ConfigureAwait(false);
            return default;
        }
    }

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) =>
        new(ApplyAsync(value => Output.Create(func(value))));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        new(ApplyAsync(value => Output.Create(func(value))));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) =>
        new(ApplyAsync(value => func(value).ToOutput()));

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => new(ApplyAsync(func));

    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func) =>
        new(ApplyAsync(value => func(value)));

    public override string ToString() => string.Join(
        Environment.NewLine,
        "Calling [ToString] on an [Output<T>] is not supported.",
        "",
        "To get the value of an Output<T> as an Output<string> consider:",
        "1. o.Apply(v => $\"prefix{v}suffix\")",
        "2. Output.Format($\"prefix{hostname}suffix\");",
        "",
        "See https://www.pulumi.com/docs/concepts/inputs-outputs for more details.",
        "This function may throw in a future version of Pulumi.");

    internal static Output<T> Create(Task<T> value, bool isSecret)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<T>(ValueAsync());

        async Task<OutputData<T>> ValueAsync() =>
            new([], await value.ConfigureAwait(false), isKnown: true, isSecret);
    }

    internal static Output<T> Unknown() =>
        new(Task.FromResult(new OutputData<T>([], default!, isKnown: false, isSecret: false)));

    internal Output<T> Map(Func<OutputData<T>, ValueTask<OutputData<T>>> change)
    {
        return new Output<T>(MapAsync());

        async Task<OutputData<T>> MapAsync() => await change(await Data.ConfigureAwait(false)).ConfigureAwait(false);
    }

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await Data.ConfigureAwait(false);
        return data.IsKnown ? data.Value : whenUnknown;
    }

    async Task<OutputData<object?>> IOutput.GetDataAsync() => (await Data.ConfigureAwait(false)).Boxed();

    async Task<ImmutableHashSet<Resource>> IOutput.GetResourcesAsync() => (await Data.ConfigureAwait(false)).Resources;

    Output<object?> IOutput.ToObject() => new(((IOutput)this).GetDataAsync());

    private async Task<OutputData<TResult>> ApplyAsync<TResult>(Func<T, Output<TResult>?> func)
    {
        var data = await Data.ConfigureAwait(false);
        if (!data.IsKnown) return new OutputData<TResult>(data.Resources, default!, isKnown: false, data.IsSecret);
        var inner = func(data.Value);
        if (inner is null) return new OutputData<TResult>(data.Resources, default!, isKnown: true, data.IsSecret);
        var result = await inner.Data.ConfigureAwait(false);
        return new OutputData<TResult>(
            data.Resources.Union(result.Resources), result.Value, result.IsKnown, data.IsSecret || result.IsSecret);
    }
}
