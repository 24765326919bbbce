using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.State;

/// <summary>
/// Reads a deployment of version 1 to 4. With <paramref name="open"/> null secrets are not decrypted but appear as
/// secret nulls, which is enough for whoever shows them masked. <paramref name="open"/> gets the salt.
/// </summary>
public sealed class SnapshotReader(Func<string, SecretCrypter>? open)
{
    private static readonly string[] KnownFeatures =
        ["refreshBeforeUpdate", "views", "hooks", "taint", "replaceWith", "snippets-prototype",
            "extensionParameterization", "byteString"];

    /// <summary>
    /// <paramref name="deployment"/> is the object with manifest and resources, or null for an empty stack;
    /// <paramref name="envelope"/> the one around it, with version and features.
    /// </summary>
    public Snapshot Read(JsonElement envelope, JsonElement? deployment)
    {
        var version = envelope.TryGetProperty("version", out var number) ? number.GetInt32() : 3;
        if (version > 4)
            throw new StateFailure(
                $"the stack's deployment version {version} is newer than what this version understands");
        var features = Texts(envelope, "features");
        if (version == 4 && features.FirstOrDefault(feature => !KnownFeatures.Contains(feature)) is { } unknown)
            throw new StateFailure($"the stack uses the feature '{unknown}', which this version does not understand");
        if (deployment is not { ValueKind: JsonValueKind.Object } body) return Snapshot.Empty;
        var salt = ReadSalt(body);
        var resources = new ResourceReader(SecretReader(salt));
        return new Snapshot
        {
            Version = version == 4 ? 4 : 3,
            Features = version == 4 ? features : [],
            Manifest = ReadManifest(body),
            Salt = salt,
            Resources = [.. Elements(body, "resources").Select(resources.Read)],
            PendingOperations =
            [
                .. Elements(body, "pending_operations").Select(operation => new PendingOperation(
                    resources.Read(operation.GetProperty("resource")), operation.GetProperty("type").GetString()!)),
            ],
        };
    }

    /// <summary>The magic that goes with a version.</summary>
    public static string Magic(string version) =>
        version.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(version)));

    private Func<JsonElement, PropertyValue> SecretReader(string? salt)
    {
        SecretCrypter? crypter = null;
        return json =>
        {
            if (json.TryGetProperty("plaintext", out var plain)) return PropertyJson.Parse(plain.GetString()!);
            if (!json.TryGetProperty("ciphertext", out var ciphertext))
                throw new StateFailure("a secret has neither ciphertext nor plaintext");
            if (open is null) return PropertyNull.Instance;
            if (salt is null)
                throw new StateFailure("snapshot contains encrypted secrets but no secrets manager could be found");
            crypter ??= open(salt);
            return PropertyJson.Parse(crypter.Decrypt(ciphertext.GetString()!));
        };
    }

    private static SnapshotManifest ReadManifest(JsonElement body)
    {
        if (!body.TryGetProperty("manifest", out var manifest)) return new SnapshotManifest(null, null);
        var version = Text(manifest, "version");
        return new SnapshotManifest(Text(manifest, "time"), version)
        {
            HasOtherMagic = !string.IsNullOrEmpty(version) && Text(manifest, "magic") != Magic(version),
        };
    }

    private static string? ReadSalt(JsonElement body)
    {
        if (!body.TryGetProperty("secrets_providers", out var provider) || provider.ValueKind != JsonValueKind.Object)
            return null;
        var type = Text(provider, "type");
        if (string.IsNullOrEmpty(type)) return null;
        if (type != "passphrase")
            throw new StateFailure(
                $"the stack's secrets are kept by '{type}'; this engine knows the passphrase provider only");
        return provider.TryGetProperty("state", out var state) ? Text(state, "salt") : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ImmutableArray<string> Texts(JsonElement json, string name) =>
        [.. Elements(json, name).Select(item => item.GetString()!)];

    private static JsonElement.ArrayEnumerator Elements(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray()
            : default;
}
