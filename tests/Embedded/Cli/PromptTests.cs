using Postern.Tests.Embedded.Cli.Golden;
using Postern.Tests.Embedded.Engine;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Cli;

public sealed class PromptTests : IDisposable
{
    private readonly CliHarness _cli = CliHarness.NewProject();
    private readonly MemoryCloud _cloud = new();

    public PromptTests()
    {
        _cli.Providers = package => package == "mem" ? new MemoryProvider(_cloud) : null;
        _cli.Program = new DeclaredProgram(program => program.ThingAsync("a", Text("size", "1")));
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task The_preset_answer_is_no_and_nothing_happens()
    {
        var outcome = await UpAsync(ConsoleKey.Enter);
        Assert.Equal(1, outcome.ExitCode);
        Assert.EndsWith(
            "Do you want to perform this update? no\nconfirmation declined, not proceeding with the update\n",
            TerminalScreen.Of(outcome.Output, 110));
        Assert.Empty(_cloud.TakeLog());
    }

    [Theory]
    [InlineData(ConsoleKey.UpArrow)]
    [InlineData(ConsoleKey.DownArrow, ConsoleKey.DownArrow)]
    [InlineData(ConsoleKey.X, ConsoleKey.Backspace, ConsoleKey.Y)]
    public async Task Yes_is_reached_by_arrows_and_by_letters(params ConsoleKey[] keys)
    {
        var outcome = await UpAsync([.. keys, ConsoleKey.Enter]);
        Assert.Equal(0, outcome.ExitCode);
        var screen = TerminalScreen.Of(outcome.Output, 110);
        Assert.Contains("+ 2 to create\n\nDo you want to perform this update? yes\nUpdating (dev):\n", screen);
        Assert.DoesNotContain("Use arrows", screen);
        Assert.Equal(["create a"], _cloud.TakeLog());
    }

    [Fact]
    public async Task Details_shows_the_rich_diff_and_asks_again()
    {
        var outcome = await UpAsync(ConsoleKey.DownArrow, ConsoleKey.Enter, ConsoleKey.Enter);
        var screen = TerminalScreen.Of(outcome.Output, 110);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Do you want to perform this update? details\n+ pulumi:pulumi:Stack: (create)", screen);
        Assert.Contains("        size: \"1\"\n", screen);
        Assert.EndsWith("not proceeding with the update\n", screen);
    }

    [Fact]
    public async Task An_interrupt_declines()
    {
        _cli.Stop.CancelAfter(TimeSpan.FromMilliseconds(200));
        var outcome = await UpAsync();
        Assert.Equal(1, outcome.ExitCode);
        Assert.Empty(_cloud.TakeLog());
    }

    private async Task<CliOutcome> UpAsync(params ConsoleKey[] keys)
    {
        await _cli.RunAsync("stack", "init", "dev");
        _cli.Typed = new Queue<ConsoleKeyInfo>(keys.Select(key => new ConsoleKeyInfo(
            key is ConsoleKey.X or ConsoleKey.Y ? char.ToLowerInvariant((char)key) : '\0', key, false, false, false)));
        return await _cli.RunAsync("up");
    }
}
