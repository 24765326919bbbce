using Postern.Embedded.Contracts.Values;

namespace Pulumi.Serialization;

/// <summary>Whether something unknown or secret hides anywhere inside a value.</summary>
internal static class PropertyMarks
{
    public static bool HasUnknown(PropertyValue value) => Has(value, part => part is PropertyUnknown);

    public static bool HasSecret(PropertyValue value) => Has(value, part => part is PropertySecret);

    private static bool Has(PropertyValue value, Func<PropertyValue, bool> mark) => mark(value) || value.Plain switch
    {
        PropertyList list => list.Items.Any(item => Has(item, mark)),
        PropertyMap map => map.Values.Any(item => Has(item, mark)),
        var plain => mark(plain),
    };
}
