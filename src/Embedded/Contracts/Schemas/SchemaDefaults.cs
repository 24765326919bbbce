using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Contracts.Schemas;

/// <summary>
/// Fills in defaults and names them in "__defaults", as the bridged providers do in each object. Names that begin with
/// two underscores are markers: displays leave them out.
/// </summary>
public static class SchemaDefaults
{
    public const string Marker = "__defaults";

    public static PropertyMap Apply(ImmutableArray<SchemaProperty> schema, PropertyMap inputs)
    {
        var result = PropertyMapBuilder.From(inputs.Without(Marker));
        var filled = new List<string>();
        foreach (var property in schema)
        {
            var given = inputs.TryGetValue(property.Name, out var value) && value is not PropertyNull;
            if (given && value is not null) result.Set(property.Name, ApplyBelow(property, value));
            else if (property.Default is { } constant)
            {
                result.Set(property.Name, constant);
                filled.Add(property.Name);
            }
        }
        if (filled.Count > 0) result.Set(Marker, filled.Order(StringComparer.Ordinal));
        return result.Build();
    }

    private static PropertyValue ApplyBelow(SchemaProperty property, PropertyValue value) => value switch
    {
        _ when property.Members.IsEmpty => value,
        PropertyMap map when property.Shape == SchemaShape.Object => Apply(property.Members, map),
        PropertyList list => new PropertyList(
            [.. list.Items.Select(item => item is PropertyMap map ? Apply(property.Members, map) : item)]),
        _ => value,
    };
}
