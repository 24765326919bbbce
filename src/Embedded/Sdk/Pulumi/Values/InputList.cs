using System.Collections;
using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>
/// A list argument whose elements may be outputs. As a value it is secret or unknown as soon as one element is; on the
/// wire each element keeps its own mark.
/// </summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IAsyncEnumerable<Input<T>>, IEnumerable
{
    private Output<ImmutableArray<Input<T>>> _elements;

    public InputList()
        : this(Output.Create(ImmutableArray<Input<T>>.Empty))
    {
    }

    private InputList(Output<ImmutableArray<Input<T>>> elements)
        : base(Join(elements)) => _elements = elements;

    private protected override IOutput Wire => _elements;

    public void Add(params Input<T>[] inputs) => AddRange(inputs);

    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs)
    {
        _elements = Concat(_elements, inputs._elements);
        Value = Join(_elements);
    }

    public InputList<T> Concat(InputList<T> other) => new(Concat(_elements, other._elements));

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"A {GetType().FullName} cannot be synchronously enumerated. Use {nameof(GetAsyncEnumerator)} instead.");

    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var value in await Value.GetValueAsync(whenUnknown: []).ConfigureAwait(false)) yield return value;
    }

    public static implicit operator InputList<T>(T value) => From([value]);

    public static implicit operator InputList<T>(Output<T> value) => From([value]);

    public static implicit operator InputList<T>(Input<T> value) => From([value]);

    public static implicit operator InputList<T>(T[] values) => From([.. values.Select(value => (Input<T>)value)]);

    public static implicit operator InputList<T>(Output<T>[] values) =>
        From([.. values.Select(value => (Input<T>)value)]);

    public static implicit operator InputList<T>(Input<T>[] values) => From([.. values]);

    public static implicit operator InputList<T>(List<T> values) => From([.. values.Select(value => (Input<T>)value)]);

    public static implicit operator InputList<T>(List<Output<T>> values) =>
        From([.. values.Select(value => (Input<T>)value)]);

    public static implicit operator InputList<T>(List<Input<T>> values) => From([.. values]);

    public static implicit operator InputList<T>(ImmutableArray<T> values) => From(Wrap(values));

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        From(values.IsDefault ? default : [.. values.Select(value => (Input<T>)value)]);

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => From(values);

    public static implicit operator InputList<T>(Output<T[]> values) => new(values.Apply(list => Wrap([.. list])));

    public static implicit operator InputList<T>(Output<List<T>> values) => new(values.Apply(list => Wrap([.. list])));

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) =>
        new(values.Apply(list => Wrap([.. list])));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => new(values.Apply(Wrap));

    internal InputList<T> Clone() => new(_elements);

    private static InputList<T> From(ImmutableArray<Input<T>> elements) => new(Output.Create(elements));

    private static ImmutableArray<Input<T>> Wrap(ImmutableArray<T> values) =>
        values.IsDefault ? default : [.. values.Select(value => (Input<T>)value)];

    private static Output<ImmutableArray<T>> Join(Output<ImmutableArray<Input<T>>> elements) =>
        elements.Apply(list => list.IsDefault ? Output.Create(default(ImmutableArray<T>)) : Output.All(list));

    private static Output<ImmutableArray<Input<T>>> Concat(
        Output<ImmutableArray<Input<T>>> first, Output<ImmutableArray<Input<T>>> second) =>
        Output.Tuple(first, second).Apply(pair => pair.Item1.AddRange(pair.Item2));
}
