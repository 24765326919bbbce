using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Postern.Embedded.Contracts.Values;

/// <summary>An object: names in ordinal order to values. Immutable; equal when its entries are.</summary>
public sealed record PropertyMap : PropertyValue, IReadOnlyDictionary<string, PropertyValue>
{
    private readonly ImmutableSortedDictionary<string, PropertyValue> _entries;

    private PropertyMap(ImmutableSortedDictionary<string, PropertyValue> entries) => _entries = entries;

    public static readonly PropertyMap Empty =
        new(ImmutableSortedDictionary<string, PropertyValue>.Empty.WithComparers(StringComparer.Ordinal));

    public static PropertyMap From(IEnumerable<KeyValuePair<string, PropertyValue>> entries) =>
        new(entries.ToImmutableSortedDictionary(StringComparer.Ordinal));

    public PropertyValue this[string key] => _entries[key];

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<PropertyValue> Values => _entries.Values;

    public int Count => _entries.Count;

    public PropertyMap With(string key, PropertyValue value) => new(_entries.SetItem(key, value));

    public PropertyMap Without(string key) => new(_entries.Remove(key));

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out PropertyValue value) =>
        _entries.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, PropertyValue>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(PropertyMap? other) =>
        other is not null && Count == other.Count && _entries.SequenceEqual(other._entries);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (key, value) in _entries)
        {
            hash.Add(key, StringComparer.Ordinal);
            hash.Add(value);
        }
        return hash.ToHashCode();
    }
}
