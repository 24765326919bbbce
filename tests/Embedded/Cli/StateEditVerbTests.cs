using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Tests.Embedded.Engine;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Cli;

/// <summary>Verbs that edit what is kept, and call nothing.</summary>
public sealed class StateEditVerbTests : IAsyncLifetime
{
    private const string A = "urn:pulumi:dev::postern::mem:index:Thing::a";
    private const string StateFile = ".pulumi/stacks/postern/dev.json";
    private const string B = "urn:pulumi:dev::postern::mem:index:Thing::b";

    private readonly CliHarness _cli = CliHarness.NewProject();
    private readonly MemoryCloud _cloud = new();

    public async ValueTask InitializeAsync()
    {
        _cli.Providers = package => package == "mem" ? new MemoryProvider(_cloud) : null;
        _cli.Program = new DeclaredProgram(async program =>
        {
            var a = await program.ThingAsync("a", Text("size", "1"));
            await program.ThingAsync(
                "b", Text("from", "a"), options => From("from", a.Urn)(options) with { Protect = true });
        });
        await _cli.RunAsync("stack", "init", "dev");
        await _cli.RunAsync("config", "set", "--secret", "token", "canary-31");
        await _cli.RunAsync("config", "set", "--path", "server.port", "5432");
        await _cli.RunAsync("up", "--yes", "--skip-preview");
        _cloud.TakeLog();
    }

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Delete_refuses_what_others_need_and_what_is_protected()
    {
        var needed = await _cli.RunAsync("state", "delete", A, "--yes");
        Assert.Equal(1, needed.ExitCode);
        Assert.Contains("because the following resources depend on it:\n * \"b\"", needed.Error);
        Assert.EndsWith("Delete those resources first or pass --target-dependents.\n", needed.Error);
        var held = await _cli.RunAsync("state", "delete", B, "--yes");
        Assert.Equal(1, held.ExitCode);
        Assert.Contains("because it is protected. Re-run this command with --force", held.Error);
        Assert.Equal(new CliOutcome(0, "Resource deleted\n", ""), await _cli.RunAsync(
            "state", "delete", A, "--target-dependents", "--force", "--yes"));
        Assert.DoesNotContain("mem:index:Thing", (await _cli.RunAsync("stack", "export")).Output);
        Assert.Empty(_cloud.TakeLog());
        Assert.Equal(
            "error: No such resource \"" + A + "\" exists in the current state\n",
            (await _cli.RunAsync("state", "delete", A, "--yes")).Error);
    }

    [Fact]
    public async Task Rename_takes_state_history_settings_and_selection_along()
    {
        Assert.Equal(new CliOutcome(0, "Renamed dev to prod\n", ""), await _cli.RunAsync("stack", "rename", "prod"));
        Assert.False(File.Exists(_cli.PathOf("Pulumi.dev.yaml")));
        Assert.Equal("canary-31\n", (await _cli.RunAsync("config", "get", "token")).Output);
        var export = (await _cli.RunAsync("stack", "export", "-s", "prod")).Output;
        Assert.Contains("urn:pulumi:prod::postern::pulumi:pulumi:Stack::postern-prod", export);
        Assert.DoesNotContain("urn:pulumi:dev", export);
        Assert.Equal(6, (await _cli.RunAsync("stack", "export", "-s", "dev")).ExitCode);
        Assert.True(File.Exists(_cli.PathOf(".pulumi/stacks/postern/dev.json.bak")));
        Assert.All(
            Directory.GetFiles(_cli.PathOf(".pulumi/history/postern/prod")),
            file => Assert.StartsWith("prod-", Path.GetFileName(file), StringComparison.Ordinal));
        Assert.NotEmpty(Directory.GetFiles(_cli.PathOf(".pulumi/backups/postern/dev")));
        Assert.Contains("    10 unchanged".Replace("10", "3"), (await _cli.RunAsync("up", "--yes")).Output);
        Assert.Empty(_cloud.TakeLog());
    }

    [Fact]
    public async Task Rename_overwrites_nothing()
    {
        await _cli.RunAsync("stack", "init", "prod", "--no-select");
        Assert.Equal(
            new CliOutcome(1, "", "error: a stack named prod already exists\n"),
            await _cli.RunAsync("stack", "rename", "prod"));
    }

    [Fact]
    public async Task History_shows_the_newest_first_and_no_secret()
    {
        await _cli.RunAsync("refresh", "--yes", "--skip-preview");
        using var json = JsonDocument.Parse((await _cli.RunAsync("stack", "history", "--json")).Output);
        Assert.Equal(
            ["refresh", "update"], json.RootElement.EnumerateArray().Select(e => e.GetProperty("kind").GetString()));
        Assert.DoesNotContain("canary-31", json.RootElement.ToString());
        var shown = await _cli.RunAsync("stack", "history", "--json", "--show-secrets", "--page-size", "1");
        Assert.Contains("canary-31", shown.Output);
        Assert.Contains("UpdateKind: update", (await _cli.RunAsync(
            "stack", "history", "--page-size", "1", "--page", "2")).Output);
    }

    [Fact]
    public async Task Config_refresh_brings_back_what_the_last_run_saw_and_keeps_the_file_aside()
    {
        var before = _cli.Read("Pulumi.dev.yaml");
        await _cli.RunAsync("config", "set", "token", "plain");
        await _cli.RunAsync("config", "rm", "server");
        var edited = _cli.Read("Pulumi.dev.yaml");
        Assert.Equal(0, (await _cli.RunAsync("config", "refresh")).ExitCode);
        Assert.Equal(edited, _cli.Read("Pulumi.dev.yaml.bak"));
        Assert.Equal("canary-31\n", (await _cli.RunAsync("config", "get", "token")).Output);
        Assert.Equal(
            before.Split('\n').Order(StringComparer.Ordinal),
            _cli.Read("Pulumi.dev.yaml").Split('\n').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Config_refresh_finds_the_key_of_a_stack_file_that_was_lost(bool begunAnew)
    {
        File.Delete(_cli.PathOf("Pulumi.dev.yaml"));
        if (begunAnew) await _cli.RunAsync("config", "set", "--secret", "other", "canary-33");
        Assert.Equal(0, (await _cli.RunAsync("config", "refresh")).ExitCode);
        Assert.Equal("canary-31\n", (await _cli.RunAsync("config", "get", "token")).Output);
    }

    [Fact]
    public async Task Config_refresh_writes_no_secret_that_nobody_could_read()
    {
        File.Delete(_cli.PathOf("Pulumi.dev.yaml"));
        var state = JsonNode.Parse(_cli.Read(StateFile))!;
        state["checkpoint"]!["latest"]!.AsObject().Remove("secrets_providers");
        _cli.Write(StateFile, state.ToJsonString());
        var outcome = await _cli.RunAsync("config", "refresh");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("'postern:token' is a secret, and neither", outcome.Error);
        Assert.False(File.Exists(_cli.PathOf("Pulumi.dev.yaml")));
    }

    [Theory]
    [InlineData("state", "delete", B, "--force", "--yes")]
    [InlineData("state", "unprotect", B, "--yes")]
    [InlineData("state", "protect", "--all", "--yes")]
    [InlineData("stack", "rename", "prod")]
    public async Task A_state_that_somebody_has_tampered_with_is_not_written_as_if_it_were_sound(params string[] verb)
    {
        var state = JsonNode.Parse(_cli.Read(StateFile))!;
        state["checkpoint"]!["latest"]!["manifest"]!["magic"] = "0000";
        _cli.Write(StateFile, state.ToJsonString());
        var outcome = await _cli.RunAsync(verb);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("magic cookie mismatch", outcome.Error);
        Assert.Equal(state.ToJsonString(), _cli.Read(StateFile));
    }

    [Fact]
    public async Task Delete_asks_which_one_of_a_urn_is_meant_and_removes_that_one_only()
    {
        await DoubleAsync();
        var refused = await _cli.RunAsync("state", "delete", B, "--force", "--yes");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("ambiguously referred to multiple resources. Did you mean:\n  \"b-", refused.Error);
        Assert.Contains("  \"gone\" (Protected) (Pending Deletion)\n", refused.Error);
        Type(ConsoleKey.DownArrow, ConsoleKey.Enter);
        var chosen = await _cli.RunAsync("state", "delete", B, "--force", "--yes");
        Assert.Equal((0, ""), (chosen.ExitCode, chosen.Error));
        var left = Assert.Single((await ExportAsync())["deployment"]!["resources"]!.AsArray(), IsB)!;
        Assert.NotEqual("gone", left["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("unprotect")]
    public async Task Somebody_at_a_terminal_is_asked_and_no_is_the_preset(string verb)
    {
        var before = _cli.Read(StateFile);
        Type(ConsoleKey.Enter);
        var declined = await _cli.RunAsync(["state", verb, B, .. verb == "delete" ? new[] { "--force" } : []]);
        Assert.Equal((1, "error: confirmation declined\n"), (declined.ExitCode, declined.Error));
        Assert.Equal(before, _cli.Read(StateFile));
        Type(ConsoleKey.UpArrow, ConsoleKey.Enter);
        Assert.Equal(
            0, (await _cli.RunAsync(["state", verb, B, .. verb == "delete" ? new[] { "--force" } : []])).ExitCode);
        Assert.NotEqual(before, _cli.Read(StateFile));
    }

    [Fact]
    public async Task Set_all_takes_several_settings_and_commas()
    {
        var outcome = await _cli.RunAsync(
            "config", "set-all", "--plaintext", "list=a,b", "--plaintext", "n=1", "--secret", "pw=canary-32=x");
        Assert.Equal(new CliOutcome(0, "", ""), outcome);
        Assert.Equal("a,b\n", (await _cli.RunAsync("config", "get", "list")).Output);
        Assert.Equal("canary-32=x\n", (await _cli.RunAsync("config", "get", "pw")).Output);
        Assert.DoesNotContain("canary-32", _cli.Read("Pulumi.dev.yaml"));
        await _cli.RunAsync("config", "set-all", "--path", "--plaintext", "server.tls=true");
        Assert.Equal("{\"port\":5432,\"tls\":true}\n", (await _cli.RunAsync("config", "get", "server")).Output);
    }

    private static bool IsB(JsonNode? resource) => resource!["urn"]!.GetValue<string>() == B;

    private void Type(params ConsoleKey[] keys) =>
        _cli.Typed = new Queue<ConsoleKeyInfo>(keys.Select(key => new ConsoleKeyInfo('\0', key, false, false, false)));

    private async Task<JsonNode> ExportAsync() =>
        JsonNode.Parse((await _cli.RunAsync("stack", "export")).Output)!;

    /// <summary>What an interrupted replacement of b leaves.</summary>
    private async Task DoubleAsync()
    {
        var state = await ExportAsync();
        var resources = state["deployment"]!["resources"]!.AsArray();
        var old = resources.Single(IsB)!.DeepClone();
        (old["id"], old["delete"]) = ("gone", true);
        resources.Add(old);
        _cli.Input = state.ToJsonString();
        Assert.Equal(0, (await _cli.RunAsync("stack", "import")).ExitCode);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "''")]
    [InlineData("it's two", "'it'\\''s two'")]
    [InlineData("~x", "\\~x")]
    [InlineData("a;b", "a\\;b")]
    public void Outputs_for_a_shell_are_one_word(string text, string quoted) =>
        Assert.Equal(quoted, Postern.Embedded.Cli.Commands.Stack.ShellText.Quote(text));
}
