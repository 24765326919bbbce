using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Pulumi.Serialization;

/// <summary>Makes immutable collections of an element type known at run time only.</summary>
internal abstract class TypedCollections
{
    private static readonly ConcurrentDictionary<Type, TypedCollections> Known = new();

    public static TypedCollections Of(Type element) => Known.GetOrAdd(element, type =>
        (TypedCollections)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(type))!);

    public abstract object List(IEnumerable<object?> items);

    public abstract object Map(IEnumerable<KeyValuePair<string, object?>> entries);

    private sealed class Typed<T> : TypedCollections
    {
        public override object List(IEnumerable<object?> items) => items.Select(item => (T)item!).ToImmutableArray();

        public override object Map(IEnumerable<KeyValuePair<string, object?>> entries) =>
            entries.ToImmutableDictionary(entry => entry.Key, entry => (T)entry.Value!);
    }
}
