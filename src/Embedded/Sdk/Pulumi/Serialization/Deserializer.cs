using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;

namespace Pulumi.Serialization;

/// <summary>
/// Turns property values into plain objects: null, bool, double, string, files, resources, ImmutableArray and
/// ImmutableDictionary of objects. One unknown inside makes the whole unknown; one secret inside makes the whole
/// secret.
/// </summary>
internal static class Deserializer
{
    public static OutputData Deserialize(PropertyValue value)
    {
        bool isKnown = true, isSecret = false;
        var plain = Plain(value, ref isKnown, ref isSecret);
        return new OutputData([], plain, isKnown, isSecret);
    }

    private static object? Plain(PropertyValue value, ref bool isKnown, ref bool isSecret)
    {
        switch (value)
        {
            case PropertyBool flag: return flag.Value;
            case PropertyNumber number: return number.Value;
            case PropertyString text: return text.Value;
            case PropertyAsset or PropertyArchive: return AssetOrArchive.FromWire(value);
            case PropertyResourceReference reference: return new DependencyResource(reference.Urn);
            case PropertySecret secret:
                isSecret = true;
                return Plain(secret.Element, ref isKnown, ref isSecret);
            case PropertyUnknown:
                isKnown = false;
                return null;
            case PropertyList list:
                var items = ImmutableArray.CreateBuilder<object?>(list.Items.Length);
                foreach (var item in list.Items) items.Add(Plain(item, ref isKnown, ref isSecret));
                return items.MoveToImmutable();
            case PropertyMap map:
                var entries = ImmutableDictionary.CreateBuilder<string, object?>();
                foreach (var (key, entry) in map)
                {
                    // Names like __inputs are the engine's and the provider's own.
                    if (key.StartsWith("__", StringComparison.Ordinal)) continue;
                    entries.Add(key, Plain(entry, ref isKnown, ref isSecret));
                }
                return entries.ToImmutable();
            default: return null;
        }
    }
}
