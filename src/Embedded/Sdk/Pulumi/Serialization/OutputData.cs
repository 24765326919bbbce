using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>
/// What an output resolves to: the value, where it came from, whether it is known and whether it is secret. Not
/// generic, so that everything that waits for outputs is compiled once and not for every type of value.
/// </summary>
internal sealed class OutputData(ImmutableHashSet<Resource> resources, object? value, bool isKnown, bool isSecret)
{
    public static readonly OutputData Unknown = new([], value: null, isKnown: false, isSecret: false);

    public ImmutableHashSet<Resource> Resources { get; } = resources;

    /// <summary>Meaningful only when <see cref="IsKnown"/>.</summary>
    public object? Value { get; } = value;

    public bool IsKnown { get; } = isKnown;

    public bool IsSecret { get; } = isSecret;

    public static OutputData Of(object? value, bool isSecret = false) => new([], value, isKnown: true, isSecret);

    /// <summary>A value as its type; null is the type's default.</summary>
    public static T As<T>(object? value) => value is null ? default! : (T)value;

    /// <summary>The same value with other marks.</summary>
    public OutputData With(ImmutableHashSet<Resource>? resources = null, bool? isSecret = null) =>
        new(resources ?? Resources, Value, IsKnown, isSecret ?? IsSecret);

    /// <summary>Another value with the marks of both.</summary>
    public OutputData Then(OutputData next) =>
        new(Resources.Union(next.Resources), next.Value, IsKnown && next.IsKnown, IsSecret || next.IsSecret);
}
