namespace Postern.Embedded.Contracts.Values;

/// <summary>Collects properties for a <see cref="PropertyMap"/>; a later entry of the same name wins.</summary>
public sealed class PropertyMapBuilder
{
    private readonly Dictionary<string, PropertyValue> _entries = new(StringComparer.Ordinal);

    /// <summary>Starts from the entries of <paramref name="map"/>.</summary>
    public static PropertyMapBuilder From(PropertyMap map)
    {
        var builder = new PropertyMapBuilder();
        foreach (var (name, value) in map) builder._entries[name] = value;
        return builder;
    }

    public PropertyMapBuilder Set(string name, PropertyValue value)
    {
        _entries[name] = value;
        return this;
    }

    /// <summary>Sets a text, or null.</summary>
    public PropertyMapBuilder Set(string name, string? value) =>
        Set(name, value is null ? PropertyNull.Instance : new PropertyString(value));

    public PropertyMapBuilder Set(string name, bool value) => Set(name, new PropertyBool(value));

    public PropertyMapBuilder Set(string name, double value) => Set(name, new PropertyNumber(value));

    /// <summary>Sets a list.</summary>
    public PropertyMapBuilder Set(string name, IEnumerable<PropertyValue> items) =>
        Set(name, new PropertyList([.. items]));

    /// <summary>Sets a list of texts.</summary>
    public PropertyMapBuilder Set(string name, IEnumerable<string> items) =>
        Set(name, new PropertyList([.. items.Select(static item => new PropertyString(item))]));

    /// <summary>Sets a map of texts.</summary>
    public PropertyMapBuilder Set(string name, IEnumerable<KeyValuePair<string, string>> entries) =>
        Set(name, PropertyMap.From(entries.Select(
            static entry => KeyValuePair.Create<string, PropertyValue>(entry.Key, new PropertyString(entry.Value)))));

    public PropertyMap Build() => PropertyMap.From(_entries);
}
