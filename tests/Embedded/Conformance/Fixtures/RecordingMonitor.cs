using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;

namespace Postern.Tests.Embedded.Conformance.Fixtures;

/// <summary>Writes every call down as the traces do, and answers as the engine behind them did.</summary>
internal sealed class RecordingMonitor(bool preview) : IResourceMonitor
{
    private readonly ConcurrentQueue<string> _calls = new();

    public IEnumerable<string> Calls => _calls;

    public async Task<RegisterResourceResult> RegisterResourceAsync(
        RegisterResourceRequest request, CancellationToken cancellation)
    {
        await Task.Yield();
        Write("Monitor.RegisterResource", Message(request));
        var parent = request.Parent?.Split("::")[2];
        var prefix = parent is null or "pulumi:pulumi:Stack" ? "" : parent + "$";
        var urn = $"urn:pulumi:dev::proj::{(request.Name == "web" ? "" : prefix)}{request.Type}::{request.Name}";
        PropertyValue id = preview ? PropertyUnknown.Instance : new PropertyString(request.Name + "-id");
        return new(
            urn, request.Custom ? id : null, State(request),
            ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty);
    }

    public Task<RegisterResourceResult> ReadResourceAsync(ReadResourceRequest request, CancellationToken cancellation)
    {
        Write("Monitor.ReadResource", new JsonObject
        {
            ["id"] = request.Id, ["type"] = request.Type, ["name"] = request.Name, ["parent"] = request.Parent,
            ["properties"] = WireText.Node(request.Inputs),
        });
        var outputs = request.Inputs
            .With("outputs", PropertyMap.Empty.With("endpoint", new PropertyString("http://other")))
            .With("secretOutputNames", new PropertyList([]));
        return Task.FromResult(new RegisterResourceResult(
            $"urn:pulumi:dev::proj::{request.Type}::{request.Name}", new PropertyString(request.Id), outputs,
            ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty));
    }

    public Task<InvokeResult> InvokeAsync(InvokeRequest request, CancellationToken cancellation)
    {
        Write("Monitor.Invoke", new JsonObject
        {
            ["tok"] = request.Token, ["args"] = WireText.Node(request.Arguments), ["provider"] = request.Provider,
            ["version"] = request.Version,
        });
        return Task.FromResult(new InvokeResult(request.Arguments.With("json", new PropertyString("{}")), []));
    }

    public Task RegisterResourceOutputsAsync(string urn, PropertyMap outputs, CancellationToken cancellation)
    {
        var message = new JsonObject { ["urn"] = urn, ["outputs"] = WireText.Node(outputs) };
        Write("Monitor.RegisterResourceOutputs", message);
        return Task.CompletedTask;
    }

    public void Log(LogSeverity severity, string message, string? urn, bool ephemeral) => Write(
        "Engine.Log", new JsonObject { ["severity"] = severity.ToString().ToUpperInvariant(), ["message"] = message });

    private void Write(string call, JsonObject message) => _calls.Enqueue(call + " " + WireText.Canonical(message));

    private PropertyMap State(RegisterResourceRequest request)
    {
        if (preview || !request.Custom) return request.Inputs;
        var state = request.Inputs.ContainsKey("name")
            ? request.Inputs
            : request.Inputs.With("name", new PropertyString(request.Name));
        return request.Type.Split(':')[^1] switch
        {
            "RandomPassword" => state.With("result", new PropertySecret(new PropertyString("pppp"))),
            "RandomId" => state.With("hex", new PropertyString("abcd")),
            "AccessKey" => state.With("secret", new PropertySecret(new PropertyString("SECRET"))),
            "Bucket" => state.With("arn", new PropertyString("arn:aws:s3:::b")),
            "RemoteImage" => state.With("imageId", new PropertyString("sha256:1")),
            _ => state,
        };
    }

    private static JsonObject Message(RegisterResourceRequest request)
    {
        var message = new JsonObject
        {
            ["type"] = request.Type, ["name"] = request.Name, ["object"] = WireText.Node(request.Inputs),
        };
        Set(message, "parent", request.Parent);
        Set(message, "custom", request.Custom ? true : null);
        Set(message, "protect", request.Protect);
        Set(message, "provider", request.Provider);
        Set(message, "deleteBeforeReplace", request.DeleteBeforeReplace);
        Set(message, "version", request.Version);
        Set(message, "retainOnDelete", request.RetainOnDelete);
        Set(message, "deletedWith", request.DeletedWith);
        Set(message, "importId", request.ImportId);
        Set(message, "dependencies", Texts(request.Dependencies));
        Set(message, "ignoreChanges", Texts(request.IgnoreChanges));
        Set(message, "additionalSecretOutputs", Texts(request.AdditionalSecretOutputs));
        Set(message, "replaceOnChanges", Texts(request.ReplaceOnChanges));
        Set(message, "aliases", request.Aliases.Length == 0 ? null : new JsonArray([.. request.Aliases.Select(Alias)]));
        Set(message, "propertyDependencies", request.PropertyDependencies.Count == 0 ? null : new JsonObject(
            request.PropertyDependencies.Select(entry => KeyValuePair.Create(entry.Key, Urns(entry.Value)))));
        if (request.Timeouts.CreateSeconds is { } seconds)
        {
            message["customTimeouts"] = new JsonObject { ["create"] = $"{seconds * 1e9:F0}ns" };
        }
        return message;
    }

    private static JsonNode? Urns(ImmutableArray<string> urns) =>
        urns.Length == 0 ? new JsonObject() : new JsonObject { ["urns"] = Texts(urns) };

    private static JsonNode Alias(ResourceAlias alias)
    {
        var spec = new JsonObject();
        Set(spec, "name", alias.Name);
        Set(spec, "type", alias.Type);
        if (alias.ParentUrn is null) spec["noParent"] = alias.NoParent;
        return alias.Urn is null ? new JsonObject { ["spec"] = spec } : new JsonObject { ["urn"] = alias.Urn };
    }

    private static JsonNode? Texts(ImmutableArray<string> texts) =>
        texts.Length == 0 ? null : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);

    private static void Set(JsonObject message, string name, JsonNode? value)
    {
        if (value is not null) message[name] = value;
    }
}
