using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Contracts.Schemas;

/// <summary>What a preview can say of a resource's outputs. Pure.</summary>
public static class SchemaPreview
{
    /// <summary>The inputs as outputs, and the computed ones that nobody gave as unknown.</summary>
    public static PropertyMap Foresee(PropertyMap inputs, ImmutableArray<string> computed)
    {
        var result = PropertyMapBuilder.From((PropertyMap)WithoutMarkers(inputs));
        foreach (var name in computed)
        {
            if (!inputs.ContainsKey(name)) result.Set(name, PropertyUnknown.Instance);
        }
        return result.Build();
    }

    /// <summary>The value without the names that only a provider's bookkeeping needs.</summary>
    public static PropertyValue WithoutMarkers(PropertyValue value) => value switch
    {
        PropertyMap map => PropertyMap.From(map
            .Where(static entry => entry.Key != SchemaDefaults.Marker)
            .Select(static entry => KeyValuePair.Create(entry.Key, WithoutMarkers(entry.Value)))),
        PropertyList list => new PropertyList([.. list.Items.Select(WithoutMarkers)]),
        _ => value,
    };
}
