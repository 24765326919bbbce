using Pulumi.Running;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>
/// A value that arrives later, with the resources it came from. It may stay unknown (in a preview) and it may be
/// secret; both spread to whatever is made from it.
/// </summary>
public sealed class Output<T> : IOutput
{
    internal Output(Task<OutputData> data)
    {
        Data = data;
        // What has ended well can neither fail the run nor keep it alive.
        if (!data.IsCompletedSuccessfully) ProgramRun.Current?.Tasks.Add(data);
    }

    internal Task<OutputData> Data { get; }

    Task<OutputData> IOutput.Data => Data;

    public static Output<T> Create(Task<T> value) => Output.Create(value);

    public Output<ValueTuple> Apply(Func<T, Task> func)
    {
        return Then<ValueTuple>(value => Wait(func(value)));

        static Output<ValueTuple> Wait(Task task) => new(OutputFlow.WaitAsync(task, () => default(ValueTuple)));
    }

    public Output<TResult> Apply<TResult>(Func<T, TResult> func) => Then<TResult>(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Task<TResult>> func) =>
        Then<TResult>(value => Output.Create(func(value)));

    public Output<TResult> Apply<TResult>(Func<T, Input<TResult>?> func) =>
        Then<TResult>(value => func(value).ToOutput());

    public Output<TResult> Apply<TResult>(Func<T, Output<TResult>?> func) => Then<TResult>(func);

    public Output<TResult> UntypedApply<TResult>(Func<object?, Output<TResult>> func) =>
        new(OutputFlow.ApplyAsync(Data, func));

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

    internal Output<T> Map(Func<OutputData, Task<OutputData>> change) => new(OutputFlow.MapAsync(Data, change));

    internal async Task<T> GetValueAsync(T whenUnknown)
    {
        var data = await Data.ConfigureAwait(false);
        return data.IsKnown ? OutputData.As<T>(data.Value) : whenUnknown;
    }

    private Output<TResult> Then<TResult>(Func<T, IOutput?> func) =>
        new(OutputFlow.ApplyAsync(Data, value => func(OutputData.As<T>(value))));
}
