using System.Runtime.CompilerServices;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.State;

/// <summary>
/// Writes checkpoints. Resources that did not change since the last write by the same instance are not serialized
/// again: a run writes its state before and after every step.
/// </summary>
public sealed class SnapshotWriter
{
    private readonly ConditionalWeakTable<ResourceState, string> _texts = [];
    private readonly ResourceWriter _resources;
    private readonly SecretCrypter? _crypter;

    /// <param name="crypter">Encrypts secrets; null for a state that has none, then a secret is a
    /// <see cref="StateFailure"/>.</param>
    public SnapshotWriter(SecretCrypter? crypter)
    {
        _crypter = crypter;
        _resources = new ResourceWriter(new PropertyJsonWriter(WriteSecret));
    }

    /// <summary>The checkpoint file of a stack: compact, without a final line feed.</summary>
    public string Checkpoint(Snapshot snapshot, string qualifiedStack)
    {
        var json = new JsonText();
        json.BeginObject().Name("version").Number((long)snapshot.Version);
        if (snapshot.Version == 4) json.Strings("features", snapshot.Features);
        json.Name("checkpoint").BeginObject().Member("stack", qualifiedStack).Name("latest");
        Deployment(json, snapshot);
        return json.EndObject().EndObject().ToString();
    }

    private void Deployment(JsonText json, Snapshot snapshot)
    {
        var version = snapshot.Manifest.Version ?? "";
        json.BeginObject().Name("manifest").BeginObject();
        if (snapshot.Manifest.Time is { } time) json.Member("time", time);
        json.Member("magic", SnapshotReader.Magic(version)).Member("version", version).EndObject();
        if ((_crypter?.Salt ?? snapshot.Salt) is { } salt)
        {
            json.Name("secrets_providers").BeginObject().Member("type", "passphrase")
                .Name("state").BeginObject().Member("salt", salt).EndObject().EndObject();
        }
        if (snapshot.Resources.Length > 0)
        {
            json.Name("resources").BeginArray();
            foreach (var resource in snapshot.Resources) json.Raw(Text(resource));
            json.EndArray();
        }
        if (snapshot.PendingOperations.Length > 0)
        {
            json.Name("pending_operations").BeginArray();
            foreach (var operation in snapshot.PendingOperations)
                json.BeginObject().Name("resource").Raw(Text(operation.Resource)).Member("type", operation.Type)
                    .EndObject();
            json.EndArray();
        }
        json.Name("metadata").BeginObject().EndObject().EndObject();
    }

    private string Text(ResourceState resource) => _texts.GetValue(resource, state =>
    {
        var json = new JsonText();
        _resources.Write(json, state);
        return json.ToString();
    });

    private void WriteSecret(JsonText json, PropertySecret secret)
    {
        if (_crypter is null)
            throw new StateFailure("the state holds a secret, and there is no passphrase to keep it with");
        json.BeginObject().Member(PropertyMarkers.Signature, PropertyMarkers.Secret)
            .Member("ciphertext", _crypter.Encrypt(PropertyJsonWriter.Plain.Text(secret.Element))).EndObject();
    }
}
