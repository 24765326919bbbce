using System.Text.Json;
using System.Text.Json.Nodes;

namespace Postern.Tests.Verdicts.Previews;

/// <summary>Makes previews in Pulumi's shape, of the resources that a primary's stack has.</summary>
internal sealed class PreviewMaker
{
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private readonly JsonObject config = new() { ["postern:kind"] = "primary", ["postern:postgres"] = "17" };
    private readonly JsonArray steps = [];

    public PreviewMaker Config(string key, string value)
    {
        config[$"postern:{key}"] = value;
        return this;
    }

    /// <summary>The stack itself, with its last outputs.</summary>
    public PreviewMaker Stack(JsonObject? outputs = null) => Add(
        "same", "pulumi:pulumi:Stack", "postern-dev",
        outputs is null ? null : new JsonObject { ["custom"] = false, ["outputs"] = outputs },
        new JsonObject { ["custom"] = false });

    public PreviewMaker Step(
        string operation, string type, string name, JsonObject? old, JsonObject? @new, bool isProtected = false) => Add(
        operation, type, name, State(old, isProtected), State(@new, isProtected));

    public PreviewMaker Volume(string operation, string name, bool isProtected = true, string? newName = null)
    {
        var old = operation == "create" ? null : new JsonObject { ["name"] = $"postern-dev-{name}" };
        var @new = operation == "delete" ? null : new JsonObject { ["name"] = newName ?? $"postern-dev-{name}" };
        return Step(operation, "docker:index/volume:Volume", name, old, @new, isProtected);
    }

    public PreviewMaker Bucket(string operation, string? newName = null)
    {
        var old = operation == "create" ? null : new JsonObject { ["bucket"] = "postern-dev" };
        var @new = operation == "delete" ? null : new JsonObject { ["bucket"] = newName ?? "postern-dev" };
        return Step(operation, "aws:s3/bucket:Bucket", "archive", old, @new, isProtected: true);
    }

    public PreviewMaker Server(
        string operation, string restart = "a", string image = "sha256:1", string data = "data", int shmSize = 64)
    {
        var (old, @new) = (ServerInputs("a", "sha256:1", "data"), ServerInputs(restart, image, data));
        (old["shmSize"], @new["shmSize"]) = (64, shmSize);
        return Container(operation, "server", old, @new);
    }

    public PreviewMaker Settings(string oldText, string newText, int oldMajor = 17, int newMajor = 17) => Container(
        oldText == newText && oldMajor == newMajor ? "same" : "replace", "settings",
        SettingsInputs(oldText, oldMajor), SettingsInputs(newText, newMajor));

    public PreviewMaker Container(string operation, string name, JsonObject? old, JsonObject? @new) => Step(
        operation, "docker:index/container:Container", name,
        operation == "create" ? null : old, operation == "delete" ? null : @new);

    public override string ToString() => new JsonObject
    {
        ["config"] = config.DeepClone(),
        ["steps"] = steps.DeepClone(),
        ["duration"] = 1,
        ["changeSummary"] = new JsonObject(),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    public static JsonObject OneShot(params (string Label, string Value)[] labels) => new()
    {
        ["restart"] = "no",
        ["mustRun"] = false,
        ["labels"] = Labels(labels),
    };

    private static JsonObject ServerInputs(string restart, string image, string data) => new()
    {
        ["image"] = image,
        ["restart"] = "unless-stopped",
        ["labels"] = Labels(("org.postern.stack", "postern/dev"), ("org.postern.restart", restart)),
        ["mounts"] = new JsonArray(
            Mount($"postern-dev-{data}", "/var/lib/postgresql"), Mount("postern-dev-conf", "/conf", readOnly: true)),
        ["uploads"] = "[secret]",
    };

    private static JsonObject SettingsInputs(string text, int major) => new()
    {
        ["restart"] = "no",
        ["mustRun"] = false,
        ["uploads"] = new JsonArray(
            Upload("/conf/postgresql.conf", text),
            Upload("/conf/boot.json", $$"""{"version":1,"major":{{major}}}""")),
    };

    private static JsonObject Upload(string file, string content) =>
        new() { ["file"] = file, ["content"] = content, ["permissions"] = "0644" };

    private static JsonObject Mount(string source, string target, bool readOnly = false) => new()
    {
        ["type"] = "volume",
        ["source"] = source,
        ["target"] = target,
        ["readOnly"] = readOnly,
    };

    private static JsonArray Labels(params (string Label, string Value)[] labels) =>
        [.. labels.Select(label => new JsonObject { ["label"] = label.Label, ["value"] = label.Value })];

    private static JsonObject? State(JsonObject? inputs, bool isProtected)
    {
        if (inputs is null) return null;
        var state = new JsonObject { ["custom"] = true, ["inputs"] = inputs.DeepClone() };
        if (isProtected) state["protect"] = true;
        return state;
    }

    private PreviewMaker Add(string operation, string type, string name, JsonObject? old, JsonObject? @new)
    {
        var step = new JsonObject { ["op"] = operation, ["urn"] = $"urn:pulumi:dev::postern::{type}::{name}" };
        if (old is not null) step["oldState"] = old;
        if (@new is not null) step["newState"] = @new;
        step["detailedDiff"] = null;
        steps.Add(step);
        return this;
    }
}
