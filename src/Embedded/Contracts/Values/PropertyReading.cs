using System.Collections.Immutable;

namespace Postern.Embedded.Contracts.Values;

/// <summary>
/// Typed views of a property tree. A missing name, null and unknown all read as null (or as empty, for lists and maps);
/// so does a value of another type, which a check has refused before. Secrets read as the value below them.
/// </summary>
public static class PropertyReading
{
    public static string? Text(this PropertyMap map, string name) => (Find(map, name) as PropertyString)?.Value;

    public static bool? Flag(this PropertyMap map, string name) => Find(map, name) switch
    {
        PropertyBool flag => flag.Value,
        PropertyString { Value: "true" } => true,
        PropertyString { Value: "false" } => false,
        _ => null,
    };

    public static double? Number(this PropertyMap map, string name) => (Find(map, name) as PropertyNumber)?.Value;

    public static long? Integer(this PropertyMap map, string name) =>
        Number(map, name) is { } number ? (long)Math.Round(number) : null;

    public static PropertyMap? Map(this PropertyMap map, string name) => Find(map, name) as PropertyMap;

    public static ImmutableArray<PropertyValue> Items(this PropertyMap map, string name) =>
        (Find(map, name) as PropertyList)?.Items ?? [];

    public static ImmutableArray<string> Texts(this PropertyMap map, string name) =>
        [.. Items(map, name).Select(static item => item.Plain).OfType<PropertyString>()
            .Select(static item => item.Value)];

    public static ImmutableArray<PropertyMap> Maps(this PropertyMap map, string name) =>
        [.. Items(map, name).Select(static item => item.Plain).OfType<PropertyMap>()];

    /// <summary>A map of texts, in ordinal order; entries of other types are left out.</summary>
    public static ImmutableSortedDictionary<string, string> TextMap(this PropertyMap map, string name)
    {
        var entries = Map(map, name) ?? PropertyMap.Empty;
        return entries.Where(static entry => entry.Value.Plain is PropertyString)
            .ToImmutableSortedDictionary(
                static entry => entry.Key, static entry =>
                    ((PropertyString)entry.Value.Plain).Value, StringComparer.Ordinal);
    }

    /// <summary>Whether the value is unknown or holds an unknown anywhere below.</summary>
    public static bool HasUnknown(this PropertyValue value) => value switch
    {
        PropertyUnknown => true,
        PropertySecret secret => HasUnknown(secret.Element),
        PropertyMap map => map.Values.Any(HasUnknown),
        PropertyList list => list.Items.Any(HasUnknown),
        _ => false,
    };

    /// <summary>Whether the property is there and unknown, itself or somewhere below.</summary>
    public static bool IsUnknown(this PropertyMap map, string name) =>
        map.TryGetValue(name, out var value) && HasUnknown(value);

    private static PropertyValue? Find(PropertyMap map, string name) =>
        map.TryGetValue(name, out var value) ? value.Plain : null;
}
