using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>The promise behind one output property of a resource that is being registered.</summary>
internal sealed class OutputSource(Resource resource, Type target)
{
    private readonly ImmutableHashSet<Resource> _resources = [resource];
    private readonly TaskCompletionSource<OutputData> _completion = new();

    /// <summary>The type of the value, as the property declares it.</summary>
    public Type Target { get; } = target;

    public Task<OutputData> Task => _completion.Task;

    public void Set(OutputData data) => _completion.SetResult(data.With(resources: _resources.Union(data.Resources)));

    public void TryFail(Exception exception) => _completion.TrySetException(exception);

    /// <summary>Resolves to the type's default when nothing else did.</summary>
    public void TrySetDefault(bool isKnown) =>
        _completion.TrySetResult(new OutputData(_resources, value: null, isKnown, isSecret: false));
}
