using System.Text.Json;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Backend;
using Postern.Embedded.Engine.Secrets;
using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;
using Postern.Tests.Embedded.Cli;
using Postern.Tests.TestKit;
using Xunit;
using Snapshot = Postern.Embedded.Engine.State.Snapshot;

namespace Postern.Tests.Embedded.State;

/// <summary>States that the Pulumi CLI wrote: opened, decrypted, exported, and left alone.</summary>
public sealed class PulumiStateCaseTests
{
    public static TheoryData<string, string> Stacks()
    {
        var data = new TheoryData<string, string>();
        if (RepositoryFolder.Shared("pulumi-state") is not { } root) return data;
        foreach (var folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            var expected = Path.Combine(folder, "expected.json");
            if (!File.Exists(expected) || Path.GetFileName(folder) is "zstd" or "legacy-layout") continue;
            using var json = JsonDocument.Parse(File.ReadAllBytes(expected));
            foreach (var stack in json.RootElement.GetProperty("stacks").EnumerateObject())
                data.Add(Path.GetFileName(folder), stack.Name);
        }
        return data;
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Stacks))]
    public async Task Reads_configuration_and_outputs_as_the_cli_printed_them(string name, string stack)
    {
        using var harness = Open(name, out var expected);
        var facts = expected.GetProperty("stacks").GetProperty(stack);
        Same(facts.GetProperty("config"),
            await OutputAsync(harness, "config", "--json", "--show-secrets", "-s", stack));
        Same(facts.GetProperty("outputs"),
            await OutputAsync(harness, "stack", "output", "--json", "--show-secrets", "-s", stack));
        Same(facts.GetProperty("outputsMasked"), await OutputAsync(harness, "stack", "output", "--json", "-s", stack));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Stacks))]
    public void Finds_every_resource_and_secret(string name, string stack)
    {
        using var harness = Open(name, out var expected);
        var facts = expected.GetProperty("stacks").GetProperty(stack);
        var snapshot = Load(harness, stack);
        SnapshotInvariants.Verify(snapshot);
        var resources = facts.GetProperty("resources").EnumerateArray().ToArray();
        Assert.Equal(
            resources.Select(resource => resource.GetProperty("urn").GetString()),
            snapshot.Resources.Select(resource => resource.Urn));
        foreach (var (fact, resource) in resources.Zip(snapshot.Resources))
        {
            Assert.Equal(fact.TryGetProperty("id", out var id) ? id.GetString() : null, resource.Id);
            Assert.Equal(fact.TryGetProperty("protect", out var protect) && protect.GetBoolean(), resource.Protect);
            Assert.Equal(fact.TryGetProperty("delete", out var delete) && delete.GetBoolean(), resource.Delete);
            Assert.Equal(fact.TryGetProperty("parent", out var parent) ? parent.GetString() : null, resource.Parent);
        }
        if (facts.TryGetProperty("stateSecrets", out var secrets))
            Assert.All(secrets.EnumerateArray(), secret => Holds(snapshot, secret));
        var pending = facts.TryGetProperty("pendingOperations", out var operations) ? operations.GetArrayLength() : 0;
        Assert.Equal(pending, snapshot.PendingOperations.Length);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Stacks))]
    public void Writes_the_same_bytes_but_for_ciphertexts(string name, string stack)
    {
        using var harness = Open(name, out _);
        var store = StateStore.Open(harness.Folder, gzip: false);
        using var original = store.ReadCheckpoint(new StackName("postern", stack))!;
        var snapshot = Load(harness, stack);
        if (snapshot.Salt is null) return;
        var written = new SnapshotWriter(Keys(harness).Open(snapshot.Salt))
            .Checkpoint(snapshot, $"organization/postern/{stack}");
        using var again = JsonDocument.Parse(written);
        Assert.Equal(Blinded(original.RootElement), Blinded(again.RootElement));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Stacks))]
    public async Task A_setting_changes_one_line_of_the_stack_file(string name, string stack)
    {
        using var harness = Open(name, out _);
        var before = harness.Read($"Pulumi.{stack}.yaml").TrimEnd('\n').Split('\n');
        Assert.Equal(0, (await harness.RunAsync("config", "set", "addedByTest", "yes", "-s", stack)).ExitCode);
        var after = harness.Read($"Pulumi.{stack}.yaml").TrimEnd('\n').Split('\n').ToList();
        Assert.Equal("  postern:addedByTest: \"yes\"", after[^1]);
        after.RemoveAt(after.Count - 1);
        if (!before.Contains("config:")) Assert.True(after.Remove("config:"));
        Assert.Equal(before, after);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Stacks))]
    public async Task Exports_what_imports_again(string name, string stack)
    {
        using var harness = Open(name, out _);
        var exported = await OutputAsync(harness, "stack", "export", "-s", stack);
        await harness.RunAsync("cancel", "--yes", "-s", stack);
        harness.Write("export.json", exported);
        var import = await harness.RunAsync("stack", "import", "--file", harness.PathOf("export.json"), "-s", stack);
        Assert.Equal(
            "", string.Join(
            '\n', import.Error.Split('\n')
            .Where(line => !line.StartsWith("warning: removing pending", StringComparison.Ordinal))));
        var again = await OutputAsync(harness, "stack", "export", "--show-secrets", "-s", stack);
        harness.Write("export.json", exported);
        using var left = JsonDocument.Parse(exported);
        using var right = JsonDocument.Parse(again);
        Assert.Equal(Resources(left), Resources(right));
    }

    [Fact]
    public async Task Refuses_zstd_by_its_variable()
    {
        using var harness = Open("zstd", out _);
        var outcome = await harness.RunAsync("stack", "export", "-s", "dev");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("PULUMI_DIY_BACKEND_ZSTD", outcome.Error);
    }

    [Fact]
    public async Task Refuses_the_legacy_layout_by_name_and_writes_nothing()
    {
        using var harness = Open("legacy-layout", out _);
        var before = Directory.GetFileSystemEntries(harness.Folder, "*", SearchOption.AllDirectories).Order().ToArray();
        foreach (var arguments in new[] { new[] { "stack", "ls" }, ["up", "--yes", "-s", "dev"],
            ["stack", "init", "new"] })
        {
            var outcome = await harness.RunAsync(arguments);
            Assert.Equal(1, outcome.ExitCode);
            Assert.Contains("pulumi state upgrade", outcome.Error);
        }
        Assert.Equal(before, Directory.GetFileSystemEntries(harness.Folder, "*", SearchOption.AllDirectories).Order());
    }

    [Fact]
    public async Task Names_the_holder_of_a_lock_and_cancels_it()
    {
        using var harness = Open("locked", out _);
        var refused = await harness.RunAsync("up", "--yes", "-s", "dev");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("error: the stack is currently locked by 1 lock(s).", refused.Error);
        Assert.Contains("(pid ", refused.Error);
        Assert.Equal(0, (await harness.RunAsync("stack", "export", "-s", "dev")).ExitCode);
        var cancelled = await harness.RunAsync("cancel", "--yes", "-s", "dev");
        Assert.Equal("The currently running update for 'dev' has been canceled!\n", cancelled.Output);
        Assert.Empty(Directory.GetFiles(harness.PathOf(".pulumi/locks/organization/postern/dev")));
    }

    [Fact]
    public async Task Refuses_an_old_phrase()
    {
        using var harness = Open("passphrase-changed", out _);
        harness.Passphrase = "first phrase";
        var outcome = await harness.RunAsync("preview", "-s", "dev");
        Assert.Equal(
            "error: getting stack configuration: get stack secrets manager: incorrect passphrase\n", outcome.Error);
        Assert.Equal(1, outcome.ExitCode);
    }

    private static CliHarness Open(string name, out JsonElement expected)
    {
        if (RepositoryFolder.Shared($"pulumi-state/{name}") is not { } folder)
        {
            Assert.Skip("../shared/fixtures is not there");
            throw new InvalidOperationException();
        }
        var harness = CliHarness.CopyOf(folder);
        harness.Passphrase = harness.Read("passphrase.txt");
        using var json = JsonDocument.Parse(harness.Read("expected.json"));
        expected = json.RootElement.Clone();
        return harness;
    }

    private static Keyring Keys(CliHarness harness) => CliHarness.KeyringOf(harness.Passphrase);

    private static Snapshot Load(CliHarness harness, string stack)
    {
        using var json = StateStore.Open(harness.Folder, gzip: false).ReadCheckpoint(new StackName("postern", stack))!;
        var root = json.RootElement;
        var latest = root.GetProperty("checkpoint").TryGetProperty("latest", out var found) ? found
            : default(JsonElement?);
        return new SnapshotReader(Keys(harness).Open).Read(root, latest);
    }

    private static async Task<string> OutputAsync(CliHarness harness, params string[] arguments)
    {
        var outcome = await harness.RunAsync(arguments);
        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        return outcome.Output;
    }

    private static void Same(JsonElement expected, string actual)
    {
        using var json = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(expected, json.RootElement), $"expected {expected}\nactual {actual}");
    }

    private static string Resources(JsonDocument export) =>
        string.Join('\n', Elements(export.RootElement.GetProperty("deployment"))
        .Select(resource => resource.GetProperty("urn").GetString() +
            (resource.TryGetProperty("id", out var id) ? id.GetString() : "")));

    private static JsonElement.ArrayEnumerator Elements(JsonElement deployment) =>
        deployment.TryGetProperty("resources", out var resources) ? resources.EnumerateArray() : default;

    private static void Holds(Snapshot snapshot, JsonElement secret)
    {
        var resource = snapshot.Resources[secret.GetProperty("resource").GetInt32()];
        var path = secret.GetProperty("path").EnumerateArray().ToArray();
        PropertyValue value = PropertyMap.Empty.With("inputs", resource.Inputs).With("outputs", resource.Outputs);
        foreach (var part in path)
        {
            value = part.ValueKind == JsonValueKind.Number
                ? ((PropertyList)value.Plain).Items[part.GetInt32()]
                : ((PropertyMap)value.Plain)[part.GetString()!];
        }
        using var json =
            JsonDocument.Parse(PropertyJsonWriter.Plain.Text(Assert.IsType<PropertySecret>(value).Element));
        Assert.True(JsonElement.DeepEquals(secret.GetProperty("value"), json.RootElement), secret.ToString());
    }

    /// <summary>The text with every ciphertext blinded, members in their order.</summary>
    private static string Blinded(JsonElement value)
    {
        var json = new JsonText();
        Blind(json, value);
        return json.ToString();
    }

    private static void Blind(JsonText json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.BeginObject();
                foreach (var member in value.EnumerateObject())
                {
                    json.Name(member.Name);
                    if (member.Name == "ciphertext") json.String("?");
                    else Blind(json, member.Value);
                }
                json.EndObject();
                break;
            case JsonValueKind.Array:
                json.BeginArray();
                foreach (var item in value.EnumerateArray()) Blind(json, item);
                json.EndArray();
                break;
            default: json.Raw(value.GetRawText()); break;
        }
    }
}
