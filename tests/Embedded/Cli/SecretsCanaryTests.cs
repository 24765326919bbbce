using System.Security.Cryptography;
using System.Text;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Tests.Embedded.Engine;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Cli;

/// <summary>A random secret in every place that takes one; none of them is in anything that is printed or
/// kept.</summary>
public sealed class SecretsCanaryTests : IAsyncLifetime
{
    private readonly CliHarness _cli = CliHarness.NewProject();
    private readonly MemoryCloud _cloud = new();
    private readonly Dictionary<string, string> _canaries = new(StringComparer.Ordinal);
    private readonly StringBuilder _printed = new();

    public async ValueTask InitializeAsync()
    {
        _cli.Providers = package => package == "mem" ? new MemoryProvider(_cloud) : null;
        _cli.Program = new DeclaredProgram(DeclareAsync);
        await RunAsync("stack", "init", "dev");
        await RunAsync("config", "set", "--secret", "plain", Canary("config"));
        await RunAsync("config", "set", "--secret", "--path", "server.token", Canary("nested config"));
        await RunAsync("config", "set", "--secret", "mem:token", Canary("provider settings"));
    }

    public ValueTask DisposeAsync()
    {
        _cli.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_successful_life_shows_no_secret()
    {
        await EveryDisplayAsync("preview");
        await RunAsync("up", "--yes");
        await EveryDisplayAsync("up", "--yes");
        Replace("old ");
        await EveryDisplayAsync("preview");
        await RunAsync("up", "--yes", "--skip-preview", "--diff");
        foreach (var (id, thing) in _cloud.Things) _cloud.Things[id] = thing.With("size", new PropertyString("9"));
        await EveryDisplayAsync("refresh", "--yes");
        await EveryVerbAsync();
        Nowhere();
        await EveryDisplayAsync("destroy", "--preview-only");
        await RunAsync("destroy", "--yes", "--skip-preview", "--diff");
        Nowhere();
        Assert.Contains("[secret]", _printed.ToString());
    }

    [Fact]
    public async Task Errors_and_messages_of_providers_and_programs_show_no_secret()
    {
        _cloud.Failures["create thing"] =
            $"cannot reach https://u:{_canaries["config"]}@host with {Canary("input")} and {Canary("map in a list")}";
        await EveryDisplayAsync("up", "--yes");
        Assert.Contains("cannot reach https://u:[secret]@host with [secret] and [secret]", _printed.ToString());
        _cloud.Failures.Clear();
        _cli.Program = new DeclaredProgram(program =>
        {
            var monitor = program.Monitor;
            monitor.Log(LogSeverity.Info, $"using {program.Context.Config["postern:plain"]}", null, false);
            monitor.Log(LogSeverity.Warning, $"passing {_canaries["nested config"]}", program.StackUrn, true);
            monitor.Log(LogSeverity.Error, $"unhandled: System.Exception: bad '{_canaries["config"]}'", null, false);
            return Task.CompletedTask;
        });
        await EveryDisplayAsync("preview");
        _cli.Program = new DeclaredProgram(program => program.ThingAsync(
            "refused", Inputs(("bad", new PropertySecret(new PropertyString(Canary("refused input")))))));
        await EveryDisplayAsync("preview");
        await EveryVerbAsync();
        Nowhere();
    }

    [Fact]
    public async Task Secrets_appear_where_they_are_asked_for()
    {
        await RunAsync("up", "--yes");
        Assert.Contains(_canaries["config"], (await _cli.RunAsync("config", "--show-secrets")).Output);
        Assert.Contains(Canary("output"), (await _cli.RunAsync("stack", "output", "--show-secrets")).Output);
        Assert.Contains(Canary("input")[..19], (await _cli.RunAsync("stack", "export", "--show-secrets")).Output);
    }

    private async Task DeclareAsync(Declaration program)
    {
        var nested = new PropertyList([
            new PropertyString("shown"),
            Inputs(("deep", new PropertySecret(new PropertyString(Canary("map in a list"))))),
        ]);
        await program.ThingAsync(
            "thing",
            Inputs(
                ("password", new PropertySecret(new PropertyString(Canary("input")))),
                ("list", nested),
                ("whole", new PropertySecret(Inputs(("a", new PropertyString(Canary("secret map"))))))),
            options => options with { AdditionalSecretOutputs = ["made"] });
        await program.OutputsAsync(
            ("secret", new PropertySecret(new PropertyString(Canary("output")))),
            ("map", Inputs(("inner", new PropertySecret(new PropertyString(Canary("inner output")))))));
        program.Monitor.Log(LogSeverity.Info, $"made with {Canary("input")}", null, false);
    }

    private async Task EveryDisplayAsync(params string[] arguments)
    {
        await RunAsync(arguments);
        await RunAsync([.. arguments, "--diff"]);
        await RunAsync([.. arguments, "--json"]);
        (_cli.IsTerminal, _cli.HasColour) = (true, true);
        await RunAsync(arguments);
        (_cli.IsTerminal, _cli.HasColour) = (false, false);
    }

    private async Task EveryVerbAsync()
    {
        await RunAsync("config");
        await RunAsync("config", "--json");
        await RunAsync("stack");
        await RunAsync("stack", "output");
        await RunAsync("stack", "output", "--json");
        await RunAsync("stack", "output", "--shell");
        await RunAsync("stack", "export");
        await RunAsync("stack", "history");
        await RunAsync("stack", "history", "--json");
    }

    private async Task RunAsync(params string[] arguments)
    {
        var outcome = await _cli.RunAsync(arguments);
        // What a user typed is no leak of ours.
        _printed.Append(outcome.Output).Append(outcome.Error);
    }

    /// <summary>The next run sees other secrets in the same places.</summary>
    private void Replace(string prefix)
    {
        foreach (var place in new[] { "input", "map in a list", "output" })
        {
            _canaries[prefix + place] = _canaries[place];
            _canaries.Remove(place);
        }
    }

    private string Canary(string place)
    {
        if (!_canaries.TryGetValue(place, out var text))
            _canaries[place] = text = "c" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(9)) + "/+\"é";
        return text;
    }

    private void Nowhere()
    {
        var places = Directory.EnumerateFiles(_cli.Folder, "*", SearchOption.AllDirectories)
            .Select(file => (Where: Path.GetRelativePath(_cli.Folder, file), Text: File.ReadAllText(file)))
            .Append((Where: "the output", Text: _printed.ToString()));
        foreach (var (where, text) in places)
        {
            foreach (var (place, canary) in _canaries)
            {
                // The part that no encoding changes, and the whole in base64.
                Assert.False(text.Contains(canary[..19]), $"the secret of '{place}' is in {where}");
                var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(canary))[..24];
                Assert.False(text.Contains(encoded), $"the secret of '{place}' is in {where}, in base64");
            }
        }
    }
}
