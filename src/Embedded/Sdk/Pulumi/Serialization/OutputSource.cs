using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>The promise behind one output property of a resource that is being registered.</summary>
internal interface IOutputSource
{
    Type Target { get; }

    object Output { get; }

    void Set(OutputData<object?> data);

    void TryFail(Exception exception);

    /// <summary>Resolves to the type's default when nothing else did.</summary>
    void TrySetDefault(bool isKnown);
}

internal sealed class OutputSource<T> : IOutputSource
{
    private readonly ImmutableHashSet<Resource> _resources;
    private readonly TaskCompletionSource<OutputData<T>> _completion = new();

    public OutputSource(Resource resource)
    {
        _resources = [resource];
        Output = new Output<T>(_completion.Task);
    }

    public Type Target => typeof(T);

    public object Output { get; }

    public void Set(OutputData<object?> data) => _completion.SetResult(new OutputData<T>(
        _resources.Union(data.Resources), data.Value is null ? default! : (T)data.Value, data.IsKnown, data.IsSecret));

    public void TryFail(Exception exception) => _completion.TrySetException(exception);

    public void TrySetDefault(bool isKnown) =>
        _completion.TrySetResult(new OutputData<T>(_resources, default!, isKnown, isSecret: false));
}
