using System.Text.Json;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Cli.Commands.Stack;

/// <summary>Copies JSON as it is; with a key, secrets are written as plain text.</summary>
public sealed class JsonCopy(SecretCrypter? crypter)
{
    public void Write(JsonText json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(json, value); break;
            case JsonValueKind.Array:
                json.BeginArray();
                foreach (var item in value.EnumerateArray()) Write(json, item);
                json.EndArray();
                break;
            case JsonValueKind.String: json.String(value.GetString()!); break;
            default: json.Raw(value.GetRawText()); break;
        }
    }

    private void WriteObject(JsonText json, JsonElement value)
    {
        json.BeginObject();
        var isSecret = crypter is not null && value.TryGetProperty(PropertyMarkers.Signature, out var mark)
            && mark.ValueKind == JsonValueKind.String && mark.GetString() == PropertyMarkers.Secret;
        foreach (var member in value.EnumerateObject())
        {
            if (isSecret && member.Name == "ciphertext")
            {
                json.Member("plaintext", crypter!.Decrypt(member.Value.GetString()!));
                continue;
            }
            json.Name(member.Name);
            Write(json, member.Value);
        }
        json.EndObject();
    }
}
