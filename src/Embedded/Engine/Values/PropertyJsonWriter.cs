using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Engine.Values;

/// <summary>Writes property trees as JSON with Pulumi's markers; <paramref name="writeSecret"/> decides how secrets
/// appear.</summary>
public sealed class PropertyJsonWriter(Action<JsonText, PropertySecret> writeSecret)
{
    /// <summary>Every secret is the text "[secret]".</summary>
    public static PropertyJsonWriter Masked { get; } = new((json, _) => json.String("[secret]"));

    /// <summary>Secrets are written like any other value.</summary>
    public static PropertyJsonWriter Plain { get; } = new((json, secret) => Plain!.Write(json, secret.Element));

    /// <summary>The JSON text of a value, compact by default.</summary>
    public string Text(PropertyValue value, int indentSize = 0)
    {
        var json = new JsonText(indentSize);
        Write(json, value);
        return json.ToString();
    }

    public void Write(JsonText json, PropertyValue value)
    {
        switch (value)
        {
            case PropertyBool flag: json.Bool(flag.Value); break;
            case PropertyNumber number: json.Number(number.Value); break;
            case PropertyString text: json.String(text.Value); break;
            case PropertyUnknown: json.String(PropertyMarkers.Unknown); break;
            case PropertySecret secret: writeSecret(json, secret); break;
            case PropertyList list:
                json.BeginArray();
                foreach (var item in list.Items) Write(json, item);
                json.EndArray();
                break;
            case PropertyMap map: WriteMap(json, map); break;
            case PropertyResourceReference reference: WriteReference(json, reference); break;
            case PropertyAsset asset:
                Begin(json, PropertyMarkers.Asset, asset.Hash);
                WritePlace(json, asset.Path, asset.Text, asset.Uri);
                break;
            case PropertyArchive archive: WriteArchive(json, archive); break;
            default: json.Null(); break;
        }
    }

    private void WriteMap(JsonText json, PropertyMap map)
    {
        json.BeginObject();
        foreach (var (name, item) in map)
        {
            json.Name(name);
            Write(json, item);
        }
        json.EndObject();
    }

    private void WriteReference(JsonText json, PropertyResourceReference reference)
    {
        Begin(json, PropertyMarkers.ResourceReference, null);
        if (reference.Id is not null)
        {
            json.Name("id");
            Write(json, reference.Id);
        }
        json.Member("urn", reference.Urn).EndObject();
    }

    private void WriteArchive(JsonText json, PropertyArchive archive)
    {
        json.BeginObject().Member(PropertyMarkers.Signature, PropertyMarkers.Archive);
        if (archive.Assets is not null)
        {
            json.Name("assets").BeginObject();
            foreach (var (name, item) in archive.Assets)
            {
                json.Name(name);
                Write(json, item);
            }
            json.EndObject();
        }
        if (archive.Hash is not null) json.Member("hash", archive.Hash);
        WritePlace(json, archive.Path, null, archive.Uri);
    }

    private static void Begin(JsonText json, string signature, string? hash)
    {
        json.BeginObject().Member(PropertyMarkers.Signature, signature);
        if (hash is not null) json.Member("hash", hash);
    }

    private static void WritePlace(JsonText json, string? path, string? text, string? uri)
    {
        if (path is not null) json.Member("path", path);
        if (text is not null) json.Member("text", text);
        if (uri is not null) json.Member("uri", uri);
        json.EndObject();
    }
}
