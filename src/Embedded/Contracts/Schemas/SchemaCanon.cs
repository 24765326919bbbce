using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Contracts.Schemas;

/// <summary>
/// The one form of a value that a comparison needs: defaults filled in, empty members left out, sets in order.
/// </summary>
internal static class SchemaCanon
{
    public static bool IsEmpty(PropertyValue? value) => value?.Plain switch
    {
        null or PropertyNull or PropertyString { Value: "" } or PropertyBool { Value: false }
            or PropertyNumber { Value: 0 } => true,
        PropertyList list => list.Items.IsEmpty,
        PropertyMap map => map.Count == 0,
        _ => false,
    };

    public static PropertyValue Of(SchemaProperty property, PropertyValue value)
    {
        var plain = value.Plain;
        if (plain is PropertyList list && property.Shape is SchemaShape.Set or SchemaShape.List)
        {
            var items = ((PropertyList)plain).Items.Select(item => OfElement(property, item));
            return new PropertyList(property.Shape == SchemaShape.Set
                ? [.. items.OrderBy(SortKey, StringComparer.Ordinal)]
                : [.. items]);
        }
        if (plain is PropertyMap map && property.Shape == SchemaShape.Object) return OfMembers(property, map);
        return property.Canonical is { } canonical ? canonical(plain) : plain;
    }

    public static PropertyValue OfElement(SchemaProperty property, PropertyValue item)
    {
        if (item.Plain is PropertyMap map && !property.Members.IsEmpty) return OfMembers(property, map);
        return property.Canonical is { } canonical ? canonical(item.Plain) : item.Plain;
    }

    private static PropertyMap OfMembers(SchemaProperty property, PropertyMap map)
    {
        var result = new PropertyMapBuilder();
        foreach (var member in property.Members)
        {
            var value = map.TryGetValue(member.Name, out var given) && given is not PropertyNull
                ? given : member.Default;
            if (value is not null && !IsEmpty(value)) result.Set(member.Name, Of(member, value));
        }
        return result.Build();
    }

    private static string SortKey(PropertyValue value) => value switch
    {
        PropertyMap map => string.Join('\n', map.Select(static entry => $"{entry.Key}={SortKey(entry.Value)}")),
        PropertyList list => string.Join('\n', list.Items.Select(SortKey)),
        PropertyString text => text.Value,
        _ => value.ToString(),
    };
}
