using System.Text.Json;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Booting;

/// <summary>A rendered JSON plan, read member by member so that a bad one is named with its file and path.</summary>
public sealed class PlanDocument
{
    private readonly JsonElement _root;
    private readonly string _where;

    private PlanDocument(JsonElement root, string where) => (_root, _where) = (root, where);

    /// <exception cref="ArchiverException">SettingInvalid: the file is no JSON object of version 1.</exception>
    public static PlanDocument Load(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(file),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var plan = new PlanDocument(document.RootElement.Clone(), file);
            if (plan._root.ValueKind != JsonValueKind.Object) throw plan.Invalid("", "an object");
            if (plan.Integer("version", 1) != 1) throw plan.Invalid("version", "1");
            return plan;
        }
        catch (JsonException error)
        {
            throw new ArchiverException(
                FailureCode.SettingInvalid, $"'{file}' is no JSON: {error.Message}",
                    "let the program render it again.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ArchiverException(
                FailureCode.SettingMissing, $"'{file}' cannot be read: {error.Message}",
                "mount the settings volume at its folder.", error);
        }
    }

    public string Text(string name, string missing) =>
        !TryGet(name, out var value) ? missing
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Invalid(name, "text");

    public string? OptionalText(string name) => TryGet(name, out _) ? Text(name, "") : null;

    /// <summary>A text out of a few.</summary>
    public string Choice(string name, string missing, params string[] allowed)
    {
        var text = Text(name, missing);
        return allowed.Contains(text) ? text : throw Invalid(name, string.Join(", ", allowed));
    }

    public int Integer(string name, int missing) =>
        !TryGet(name, out var value) ? missing
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number : throw Invalid(name, "a whole number");

    public bool Flag(string name, bool missing) =>
        !TryGet(name, out var value) ? missing : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw Invalid(name, "true or false"),
        };

    /// <summary>Null when absent or null.</summary>
    public PlanDocument? Object(string name) =>
        !TryGet(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Object
            ? new PlanDocument(value, Path(name)) : throw Invalid(name, "an object");

    public IReadOnlyList<PlanDocument> Objects(string name) =>
        [.. Items(name).Select((one, index) => one.ValueKind == JsonValueKind.Object
            ? new PlanDocument(one, Path($"{name}[{index}]")) : throw Invalid(name, "a list of objects"))];

    public IReadOnlyList<string> Texts(string name) =>
        [.. Items(name).Select(one => one.ValueKind == JsonValueKind.String
            ? one.GetString()! : throw Invalid(name, "a list of texts"))];

    /// <summary>[[name, value], ...].</summary>
    public IReadOnlyList<ServerParameter> Parameters(string name) =>
        [.. Items(name).Select(one => one.ValueKind == JsonValueKind.Array && one.GetArrayLength() == 2
            && one[0].ValueKind == JsonValueKind.String && one[1].ValueKind == JsonValueKind.String
                ? new ServerParameter(one[0].GetString()!, one[1].GetString()!)
                : throw Invalid(name, "a list of [name, value]"))];

    /// <summary>The target, with a value exactly where its kind has one.</summary>
    public RecoveryTarget Target()
    {
        if (Object("target") is not { } target) return RecoveryTarget.Latest;
        var kind = target.Choice("kind", "latest", "latest", "immediate", "time", "name", "lsn", "xid");
        var value = target.OptionalText("value");
        if (kind is "latest" or "immediate") value = null;
        else if (string.IsNullOrEmpty(value)) throw target.Invalid("value", $"a {kind}");
        return new RecoveryTarget(kind, value, target.Flag("inclusive", true), target.Text("timeline", "latest"));
    }

    public ArchiverException Invalid(string name, string expected) => new(
        FailureCode.SettingInvalid, $"'{Path(name)}' is not {expected}", "let the program render the plan again.");

    private string Path(string name) => name.Length == 0 ? _where : $"{_where}: {name}";

    private bool TryGet(string name, out JsonElement value) =>
        _root.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;

    private JsonElement[] Items(string name) =>
        !TryGet(name, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : throw Invalid(name, "a list");
}
