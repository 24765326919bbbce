using Postern.Embedded.Cli.Sessions;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Programs;
using Postern.Tests.Embedded.Engine;
using Xunit;

namespace Postern.Tests.Embedded.Cli;

/// <summary>The verdicts that pulumiw asks for, after a preview and before what it previews.</summary>
public sealed class VerdictDisplayTests : IDisposable
{
    private readonly CliHarness _cli = CliHarness.NewProject();
    private readonly MemoryCloud _cloud = new();
    private readonly Passwords _program = new();

    public VerdictDisplayTests()
    {
        _cli.Providers = _ => new MemoryProvider(_cloud);
        _cli.Program = _program;
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Says_after_a_preview_what_it_costs()
    {
        await UpAsync();
        _program.Key = "2";
        _cli.Verdicts = VerdictMode.Show;
        var preview = await _cli.RunAsync("preview", "-s", "dev");
        Assert.Equal(0, preview.ExitCode);
        Assert.Contains("Verdicts:\n    DATA LOSS  replace password: replaces the secret", preview.Output);
        Assert.Contains("    in all: DATA LOSS\n", preview.Output);
    }

    [Fact]
    public async Task Says_nothing_when_nothing_changes_or_nobody_asked()
    {
        await UpAsync();
        _cli.Verdicts = VerdictMode.Show;
        Assert.DoesNotContain("Verdicts", (await _cli.RunAsync("preview", "-s", "dev")).Output);
        _program.Key = "2";
        _cli.Verdicts = VerdictMode.None;
        Assert.DoesNotContain("Verdicts", (await _cli.RunAsync("preview", "-s", "dev")).Output);
    }

    [Fact]
    public async Task Leaves_the_document_of_a_preview_as_it_is()
    {
        await _cli.RunAsync("stack", "init", "dev");
        _cli.Verdicts = VerdictMode.Show;
        var preview = await _cli.RunAsync("preview", "--json", "-s", "dev");
        Assert.StartsWith("{", preview.Output);
        Assert.EndsWith("}\n", preview.Output);
    }

    [Fact]
    public async Task Refuses_a_loss_before_anything_is_done_unless_the_stack_file_allows_it()
    {
        await UpAsync();
        _program.Key = "2";
        _cli.Verdicts = VerdictMode.Refuse;
        var refused = await _cli.RunAsync("up", "--yes", "-s", "dev");
        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("error: the preview means data loss, and nothing was done\n", refused.Error);
        Assert.Empty(_cloud.TakeLog());

        await _cli.RunAsync("config", "set", "allowDataLoss", "password", "-s", "dev");
        Assert.Equal(0, (await _cli.RunAsync("up", "--yes", "-s", "dev")).ExitCode);
        Assert.NotEmpty(_cloud.TakeLog());
    }

    private async Task UpAsync()
    {
        await _cli.RunAsync("stack", "init", "dev");
        var up = await _cli.RunAsync("up", "--yes", "-s", "dev");
        Assert.Equal((0, ""), (up.ExitCode, up.Error));
        _cloud.TakeLog();
    }

    private sealed class Passwords : IProgram
    {
        public string Key { get; set; } = "1";

        public async Task<int> RunAsync(ProgramContext context, CancellationToken cancellation)
        {
            var declaration = new Declaration(context);
            await declaration.StackAsync();
            await declaration.ThingAsync(
                "password",
                Declaration.Inputs(("key", new PropertyString(Key))),
                request => request with { Type = "random:index/randomPassword:RandomPassword" });
            return 0;
        }
    }
}
