using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>
/// The commands of the golden texts, replayed once in the order in which they were recorded; outcomes by the text's
/// name without its extension.
/// </summary>
public sealed class GoldenSession : IAsyncLifetime
{
    private const int Columns = 110;

    private readonly Dictionary<string, CliOutcome> _outcomes = new(StringComparer.Ordinal);
    private readonly GoldenCloud _cloud = new();
    private readonly GoldenProgram _program = new();
    private readonly CliHarness _cli = CliHarness.NewProject();

    public IReadOnlyDictionary<string, CliOutcome> Outcomes => _outcomes;

    public static string? Folder { get; } = RepositoryFolder.Shared("pulumi-state/golden");

    public async ValueTask InitializeAsync()
    {
        if (Folder is null) return;
        Use(_cli);
        await StackAndConfigurationAsync();
        await FirstRunAsync();
        await ChangesAsync();
        await FailuresAsync();
        await RefreshesAsync();
        await StackVerbsAsync();
        await RefusalsAsync();
        await DestroyAsync();
        await SmallProgramAsync();
        await BrokenProgramsAsync();
    }

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Use(CliHarness cli)
    {
        cli.Program = _program;
        cli.Providers = _cloud.Create;
    }

    private async Task StackAndConfigurationAsync()
    {
        await KeepAsync("10-no-stack", "preview");
        await KeepAsync("11-stack-init", "stack", "init", "dev");
        await KeepAsync("config-set-secret", "config", "set", "--secret", "adminPassword", "hunter2");
        await KeepAsync("config-set", "config", "set", "bucket", "postern-wal");
        await DoAsync("config", "set", "--path", "server.port", "5432");
        await DoAsync("config", "set", "--path", "server.users[0]", "app");
        await KeepAsync("14-config", "config");
        await KeepAsync("15-config-show-secrets", "config", "--show-secrets");
        await KeepAsync("16-config-json", "config", "--json");
        await KeepAsync("17-config-get", "config", "get", "bucket");
        await KeepAsync("18-config-get-secret", "config", "get", "adminPassword");
        await KeepAsync("19-config-get-missing", "config", "get", "nothing");
        await KeepAsync("90-stack-select-missing", "stack", "select", "nope");
        await KeepAsync("91-whoami", "whoami");
        await KeepAsync("92-version", "version");
        await KeepAsync("45-no-such-stack", "preview", "-s", "nope");
        await KeepAsync("46-bad-flag", "preview", "--nope");
    }

    private async Task FirstRunAsync()
    {
        await AllFormsAsync("20-preview-create", "preview");
        await KeepAsync("21-preview-create-diff", "preview", "--diff");
        await ColouredAsync("21-preview-create-diff", "preview", "--diff");
        await KeepAsync("22-preview-create-json", "preview", "--json");
        await KeepAsync("23-up-needs-yes", "up");
        await ScreenAsync("24-up-create", "up", "--yes");
        await DoAsync("destroy", "--yes", "--skip-preview");
        await KeepAsync("25-up-create", "up", "--yes");
        await KeepAsync("26-up-no-change", "up", "--yes");
        await ColouredAsync("26-up-no-change", "up", "--yes");
        await ScreenAsync("26-up-no-change", "up", "--yes");
        await KeepAsync("27-preview-no-change.diff", "preview", "--diff");
        await KeepAsync("27-preview-no-change", "preview");
        await ScreenAsync("27-preview-no-change", "preview");
        await KeepAsync("28-preview-expect-no-changes", "preview", "--expect-no-changes");
    }

    private async Task ChangesAsync()
    {
        _program.Stage = GoldenStage.Second;
        await AllFormsAsync("30-preview-change", "preview");
        await KeepAsync("31-preview-change-diff", "preview", "--diff");
        await ColouredAsync("31-preview-change-diff", "preview", "--diff");
        await KeepAsync("32-preview-change-json", "preview", "--json");
        await KeepAsync("33-preview-change-expect-no-changes", "preview", "--expect-no-changes");
        await KeepAsync("35-preview-target", "preview", "--target", "**primary");
        await ScreenAsync("37-up-change", "up", "--yes");
        _program.Stage = GoldenStage.First;
        await KeepAsync("38-up-change-diff", "up", "--yes", "--skip-preview", "--diff");
        _program.Stage = GoldenStage.Second;
        await KeepAsync("39-up-change", "up", "--yes", "--skip-preview");
        await ColouredAsync("39-up-change", "up", "--yes", "--skip-preview");
    }

    private async Task FailuresAsync()
    {
        _program.Stage = GoldenStage.Failing;
        await ScreenAsync("40-up-failed", "up", "--yes");
        await KeepAsync("40-up-failed", "up", "--yes", "--skip-preview");
        await ColouredAsync("40-up-failed", "up", "--yes", "--skip-preview");
        _program.Stage = GoldenStage.Second;
        _cli.Passphrase = "another phrase";
        await KeepAsync("43-wrong-passphrase", "preview");
        _cli.Passphrase = null;
        await KeepAsync("44-no-passphrase", "preview");
        _cli.Passphrase = "phrase";
    }

    private async Task RefreshesAsync()
    {
        await ScreenAsync("53-refresh-no-drift", "refresh", "--yes");
        await DoAsync("up", "--yes", "--skip-preview");
        await KeepAsync("53-refresh-no-drift", "refresh", "--yes", "--skip-preview");
        await DoAsync("up", "--yes", "--skip-preview");
        _cloud.IsStopped = true;
        await KeepAsync("50-refresh-preview-drift", "refresh", "--preview-only", "--diff");
        await KeepAsync("51-refresh-drift", "refresh", "--yes");
        await KeepAsync("52-preview-after-drift", "preview", "--diff");
        await DoAsync("up", "--yes", "--skip-preview");
        _cloud.IsGone = true;
        await KeepAsync("54-refresh-gone", "refresh", "--yes", "--skip-preview");
        await DoAsync("up", "--yes", "--skip-preview");
    }

    private async Task StackVerbsAsync()
    {
        await KeepAsync("60-stack", "stack");
        await ColouredAsync("60-stack", "stack");
        await KeepAsync("61-stack-show-urns-ids", "stack", "--show-urns", "--show-ids");
        await KeepAsync("62-stack-ls", "stack", "ls");
        await KeepAsync("62-stack-ls-json", "stack", "ls", "--json");
        await KeepAsync("63-stack-output", "stack", "output");
        await KeepAsync("64-stack-output-json", "stack", "output", "--json");
        await KeepAsync("65-stack-output-show-secrets", "stack", "output", "--show-secrets");
        await KeepAsync("66-stack-output-one", "stack", "output", "bucket");
        await KeepAsync("67-stack-output-object", "stack", "output", "server");
        await KeepAsync("68-stack-output-missing", "stack", "output", "nothing");
        await KeepAsync("68-stack-output-shell", "stack", "output", "--shell");
        await KeepAsync("69-stack-history", "stack", "history", "--page-size", "2");
        await KeepAsync("69-stack-history-json", "stack", "history", "--json", "--page-size", "2");
        await KeepAsync("70-stack-rm-refused", "stack", "rm", "--yes");
    }

    private async Task RefusalsAsync()
    {
        const string Data = "urn:pulumi:dev::postern::postern:infra:PostgresServer$docker:index/volume:Volume::data";
        await KeepAsync("71-state-protect", "state", "protect", Data, "--yes");
        await KeepAsync("72-destroy-protected", "destroy", "--yes");
        await DoAsync("state", "unprotect", Data, "--yes");
        var locks = _cli.PathOf(".pulumi/locks/organization/postern/dev");
        await File.WriteAllTextAsync(
            Path.Combine(locks, "0b5c2a2e-2d2c-4e54-9b58-0f7a8f2f6f10.json"),
            """{"pid":4711,"username":"ci","hostname":"ci-1","timestamp":"2026-11-22T10:00:00Z"}""",
            TestContext.Current.CancellationToken);
        await KeepAsync("73-locked", "up", "--yes", "--skip-preview");
        await KeepAsync("74-cancel", "cancel", "--yes");
        await KeepAsync("config-set-all", "config", "set-all", "--plaintext", "a=1", "--secret", "b=2");
    }

    private async Task DestroyAsync()
    {
        await KeepAsync("80-destroy-preview", "destroy", "--preview-only");
        await KeepAsync("81-destroy-preview-diff", "destroy", "--preview-only", "--diff");
        await KeepAsync("82-destroy", "destroy", "--yes");
        await KeepAsync("83-destroy-empty", "destroy", "--yes");
        await DoAsync("up", "--yes", "--skip-preview");
        await ScreenAsync("82-destroy", "destroy", "--yes");
        await KeepAsync("84-stack-rm", "stack", "rm", "--yes");
    }

    private async Task SmallProgramAsync()
    {
        using var cli = CliHarness.NewProject();
        Use(cli);
        _program.Stage = GoldenStage.Small;
        await cli.RunAsync("stack", "init", "dev");
        _outcomes["64-stack-export-empty"] = await cli.RunAsync("stack", "export");
        _outcomes["36-up-json"] = await cli.RunAsync("up", "--yes", "--skip-preview", "--json");
        _outcomes["37-up-json-no-change"] = await cli.RunAsync("up", "--yes", "--json");
        _program.Stage = GoldenStage.SmallFailing;
        _outcomes["38-up-json-failed"] = await cli.RunAsync("up", "--yes", "--skip-preview", "--json");
        _outcomes["55-refresh-json"] = await cli.RunAsync("refresh", "--yes", "--json", "--skip-preview");
        _outcomes["85-destroy-json"] = await cli.RunAsync("destroy", "--yes", "--skip-preview", "--json");
    }

    private async Task BrokenProgramsAsync()
    {
        using var cli = CliHarness.NewProject();
        Use(cli);
        await cli.RunAsync("stack", "init", "dev");
        foreach (var (name, stage) in new[]
        {
            ("41-config-missing", GoldenStage.MissingSetting), ("47-program-error", GoldenStage.ProgramError),
        })
        {
            _program.Stage = stage;
            _outcomes[name] = await cli.RunAsync("preview");
            cli.HasColour = true;
            _outcomes[name + ".ansi"] = await cli.RunAsync("preview");
            (cli.IsTerminal, cli.TerminalWidth) = (true, Columns);
            _outcomes[name + ".screen"] = Screen(await cli.RunAsync("preview"));
            (cli.IsTerminal, cli.HasColour) = (false, false);
        }
        cli.Write("Pulumi.dev.yaml", cli.Read("Pulumi.dev.yaml") + "config:\n" + string.Concat(
            Enumerable.Range(0, 6).Select(i => $"  postern:k{i}: v\n")) + "  postern:broken\n  postern:last: x\n");
        _outcomes["42-config-malformed"] = await cli.RunAsync("preview");
        cli.Write("Pulumi.dev.yaml", "config: {}\n");
        cli.Write("Pulumi.yaml", "name: postern\nruntime: dotnet\nconfig:\n  bucket:\n    type: string\n" +
            "  replicas:\n    type: integer\n");
        _outcomes["48-config-schema-missing"] = await cli.RunAsync("preview");
        cli.Write("Pulumi.dev.yaml", "config:\n  postern:bucket: x\n  postern:replicas: many\n");
        _outcomes["49-config-schema-type"] = await cli.RunAsync("preview");
    }

    private async Task AllFormsAsync(string name, params string[] arguments)
    {
        await KeepAsync(name, arguments);
        await ColouredAsync(name, arguments);
        await ScreenAsync(name, arguments);
    }

    private Task DoAsync(params string[] arguments) => KeepAsync("(between)", arguments);

    private async Task KeepAsync(string name, params string[] arguments) =>
        _outcomes[name] = await _cli.RunAsync(arguments);

    private async Task ColouredAsync(string name, params string[] arguments)
    {
        _cli.HasColour = true;
        _outcomes[name + ".ansi"] = await _cli.RunAsync(arguments);
        _cli.HasColour = false;
    }

    private async Task ScreenAsync(string name, params string[] arguments)
    {
        (_cli.HasColour, _cli.IsTerminal, _cli.TerminalWidth) = (true, true, Columns);
        _outcomes[name + ".screen"] = Screen(await _cli.RunAsync(arguments));
        (_cli.HasColour, _cli.IsTerminal) = (false, false);
    }

    private static CliOutcome Screen(CliOutcome raw) => raw with { Output = TerminalScreen.Of(raw.Output, Columns) };
}
