using System.Text.Json;
using Postern.Tests.Embedded.Engine;
using Xunit;

namespace Postern.Tests.Embedded.Cli;

/// <summary>Ctrl-C once and twice, as the commands see it.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly CliHarness _cli = CliHarness.NewProject();
    private readonly MemoryCloud _cloud = new();
    private readonly ManualResetEventSlim _release = new();

    public InterruptTests()
    {
        _cli.Providers = package => package == "mem" ? new MemoryProvider(_cloud) : null;
        _cli.Program = new DeclaredProgram(async program =>
        {
            var a = await program.ThingAsync("a");
            var b = await program.ThingAsync("b", null, Declaration.From("from", a.Urn));
            await program.ThingAsync("c", null, Declaration.From("from", b.Urn));
        });
    }

    public void Dispose()
    {
        _release.Set();
        _cli.Dispose();
        _release.Dispose();
    }

    [Fact]
    public async Task Once_lets_the_running_step_end_and_saves_it()
    {
        await _cli.RunAsync("stack", "init", "dev");
        At("create b", _cli.Stop.Cancel);
        var outcome = await _cli.RunAsync("up", "--yes", "--skip-preview");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(
            "^C received; cancelling. If you would like to terminate immediately, press ^C again.\n", outcome.Output);
        Assert.Contains("error: update failed", outcome.Output);
        Assert.Equal(["create a", "create b"], _cloud.TakeLog());
        Assert.Equal("a b, 0 pending", State());
        Assert.Empty(Locks());
        await ConvergesAsync();
        Assert.Equal(["create c"], _cloud.TakeLog());
    }

    [Fact]
    public async Task Twice_ends_at_once_with_the_running_step_pending()
    {
        await _cli.RunAsync("stack", "init", "dev");
        // The provider heeds nothing and would never come back.
        At("create b", () =>
        {
            _cli.Stop.Cancel();
            _cli.Cancellation.Cancel();
            _release.Wait(TimeSpan.FromMinutes(5), CancellationToken.None);
        });
        var outcome = await _cli.RunAsync("up", "--yes", "--skip-preview");
        Assert.Equal(8, outcome.ExitCode);
        Assert.Equal("error: update cancelled\n", outcome.Error);
        Assert.Equal("a, 1 pending", State());
        Assert.Empty(Locks());
        _release.Set();
        await ConvergesAsync();
        Assert.Equal("a b c, 0 pending", State());
    }

    private void At(string operation, Action act) => _cloud.OnOperation = happening =>
    {
        if (happening == operation) act();
    };

    private async Task ConvergesAsync()
    {
        _cloud.OnOperation = null;
        (_cli.Stop, _cli.Cancellation) = (new CancellationTokenSource(), new CancellationTokenSource());
        Assert.Equal(0, (await _cli.RunAsync("up", "--yes", "--skip-preview")).ExitCode);
    }

    private string State()
    {
        using var json = JsonDocument.Parse(_cli.Read(".pulumi/stacks/postern/dev.json"));
        var latest = json.RootElement.GetProperty("checkpoint").GetProperty("latest");
        var things = latest.GetProperty("resources").EnumerateArray()
            .Where(resource => resource.GetProperty("type").GetString() == Declaration.Thing)
            .Select(resource => resource.GetProperty("urn").GetString()!.Split("::")[^1]);
        var pending = latest.TryGetProperty("pending_operations", out var operations) ? operations.GetArrayLength() : 0;
        return $"{string.Join(' ', things)}, {pending} pending";
    }

    private string[] Locks() => Directory.GetFiles(_cli.PathOf(".pulumi/locks/organization/postern/dev"));
}
