using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Engine.Values;

/// <summary>Finds, strips and restores the marks of secret and unknown values. Pure.</summary>
public static class SecretMarks
{
    public static bool ContainsSecret(this PropertyValue value) => value switch
    {
        PropertySecret => true,
        PropertyList list => list.Items.Any(ContainsSecret),
        PropertyMap map => map.Values.Any(ContainsSecret),
        PropertyArchive { Assets: { } assets } => assets.Values.Any(ContainsSecret),
        PropertyResourceReference { Id: { } id } => id.ContainsSecret(),
        _ => false,
    };

    public static bool ContainsUnknown(this PropertyValue value) => value switch
    {
        PropertyUnknown => true,
        PropertySecret secret => secret.Element.ContainsUnknown(),
        PropertyList list => list.Items.Any(ContainsUnknown),
        PropertyMap map => map.Values.Any(ContainsUnknown),
        PropertyArchive { Assets: { } assets } => assets.Values.Any(ContainsUnknown),
        _ => false,
    };

    /// <summary>The same tree without secret marks, as providers see it.</summary>
    public static PropertyMap WithoutSecrets(this PropertyMap map) =>
        map.ContainsSecret() ? (PropertyMap)Strip(map) : map;

    /// <summary>
    /// Marks in <paramref name="values"/> what is secret in <paramref name="source"/>. A list with a secret element
    /// becomes secret as a whole, because providers reorder lists. Source: pulumi/pulumi sdk/go/common/resource/plugin
    /// annotateSecrets.
    /// </summary>
    public static PropertyMap MarkSecretsOf(this PropertyMap values, PropertyMap source)
    {
        if (!source.ContainsSecret()) return values;
        foreach (var (name, original) in source)
        {
            if (!values.TryGetValue(name, out var value) || value is PropertySecret) continue;
            if (original is PropertySecret || (original is not PropertyMap && original.ContainsSecret()))
                values = values.With(name, new PropertySecret(Strip(value)));
            else if (original is PropertyMap originalMap && originalMap.ContainsSecret())
                values = values.With(
                    name, value is PropertyMap map ? map.MarkSecretsOf(originalMap) : new PropertySecret(Strip(value)));
        }
        return values;
    }

    /// <summary>Marks whole properties by name.</summary>
    public static PropertyMap MarkSecret(this PropertyMap values, ImmutableArray<string> names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value) && value is not PropertySecret)
                values = values.With(name, new PropertySecret(Strip(value)));
        }
        return values;
    }

    /// <summary>A value without secret marks at any depth.</summary>
    public static PropertyValue Strip(PropertyValue value) => value switch
    {
        PropertySecret secret => Strip(secret.Element),
        PropertyList list => new PropertyList([.. list.Items.Select(Strip)]),
        PropertyMap map => PropertyMap.From(map.Select(entry => KeyValuePair.Create(entry.Key, Strip(entry.Value)))),
        PropertyArchive { Assets: { } assets } archive => archive with
        {
            Assets = assets.ToImmutableSortedDictionary(
                entry => entry.Key, entry => Strip(entry.Value), StringComparer.Ordinal),
        },
        PropertyResourceReference { Id: { } id } reference => reference with { Id = Strip(id) },
        _ => value,
    };
}
