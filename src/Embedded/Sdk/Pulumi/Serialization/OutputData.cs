using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>
/// What an output resolves to: the value, where it came from, whether it is known and whether it is secret.
/// </summary>
internal readonly struct OutputData<T>(ImmutableHashSet<Resource> resources, T value, bool isKnown, bool isSecret)
{
    public ImmutableHashSet<Resource> Resources { get; } = resources;

    /// <summary>Meaningful only when <see cref="IsKnown"/>.</summary>
    public T Value { get; } = value;

    public bool IsKnown { get; } = isKnown;

    public bool IsSecret { get; } = isSecret;

    /// <summary>The same value with other marks.</summary>
    public OutputData<T> With(ImmutableHashSet<Resource>? resources = null, bool? isSecret = null) =>
        new(resources ?? Resources, Value, IsKnown, isSecret ?? IsSecret);

    public OutputData<object?> Boxed() => new(Resources, Value, IsKnown, IsSecret);
}
