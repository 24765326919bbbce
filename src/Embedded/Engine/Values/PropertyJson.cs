using System.Collections.Immutable;
using System.Text.Json;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Engine.Values;

/// <summary>Reads property trees from JSON with Pulumi's markers.</summary>
public static class PropertyJson
{
    /// <summary>
    /// The value of <paramref name="json"/>. <paramref name="secret"/> answers what a secret's object holds (its
    /// ciphertext or plain text). Raises <see cref="FormatException"/> for a signature that is not known.
    /// </summary>
    public static PropertyValue Read(JsonElement json, Func<JsonElement, PropertyValue> secret) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => PropertyNull.Instance,
        JsonValueKind.True => new PropertyBool(true),
        JsonValueKind.False => new PropertyBool(false),
        JsonValueKind.Number => new PropertyNumber(json.GetDouble()),
        JsonValueKind.String => Text(json.GetString()!),
        JsonValueKind.Array => new PropertyList([.. json.EnumerateArray().Select(item => Read(item, secret))]),
        _ => ReadObject(json, secret),
    };

    public static PropertyMap ReadMap(JsonElement json, Func<JsonElement, PropertyValue> secret) =>
        PropertyMap.From(
            json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Read(member.Value, secret))));

    /// <summary>Plain JSON, in which no secret is expected, such as the decrypted text of one.</summary>
    public static PropertyValue Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Read(document.RootElement, nested => Read(nested.GetProperty("value"), NoSecret));
    }

    private static PropertyValue NoSecret(JsonElement json) => throw new FormatException("a secret within a secret");

    private static PropertyValue Text(string value) =>
        value == PropertyMarkers.Unknown ? PropertyUnknown.Instance : new PropertyString(value);

    private static PropertyValue ReadObject(JsonElement json, Func<JsonElement, PropertyValue> secret)
    {
        if (!json.TryGetProperty(PropertyMarkers.Signature, out var signature)) return ReadMap(json, secret);
        return signature.GetString() switch
        {
            PropertyMarkers.Secret => new PropertySecret(secret(json)),
            PropertyMarkers.Asset => new PropertyAsset(Member(json, "text"), Member(json, "path"), Member(json, "uri"))
            {
                Hash = Member(json, "hash"),
            },
            PropertyMarkers.Archive => ReadArchive(json, secret),
            PropertyMarkers.ResourceReference => new PropertyResourceReference(
                Member(json, "urn") ?? throw new FormatException("a resource reference without a urn"),
                json.TryGetProperty("id", out var id) ? Read(id, secret) : null),
            var other => throw new FormatException($"unrecognized signature '{other}' in property map"),
        };
    }

    private static PropertyArchive ReadArchive(JsonElement json, Func<JsonElement, PropertyValue> secret)
    {
        var assets = json.TryGetProperty("assets", out var members)
            ? ReadMap(members, secret).ToImmutableSortedDictionary(StringComparer.Ordinal)
            : null;
        return new PropertyArchive(assets, Member(json, "path"), Member(json, "uri")) { Hash = Member(json, "hash") };
    }

    private static string? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
