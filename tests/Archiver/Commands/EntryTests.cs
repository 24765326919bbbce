using Postern.Archiver.Commands;
using Postern.Archiver.Commands.Wal;
using Postern.Archiver.Failures;
using Postern.Archiver.Archiving;
using Postern.Archiver.Settings;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Archiver.Commands;

public sealed class EntryTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task A_failure_is_one_line_and_one_hint()
    {
        var (code, answer, notes) = await CommandLine.RunAsync(Nothing, "wal-show");
        Assert.Equal((int)FailureCode.SettingMissing, code);
        Assert.Equal("", answer);
        var lines = notes.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("archiver: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("HINT: ", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("wal-show", "--nope")]
    [InlineData("wal-show", "extra")]
    [InlineData("wal-push")]
    [InlineData("completion", "fish")]
    public async Task Wrong_arguments_are_a_usage_error(params string[] arguments)
    {
        var (code, _, notes) = await CommandLine.RunAsync(Nothing, arguments);
        Assert.Equal((int)FailureCode.Usage, code);
        Assert.Contains("--help`", notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wal-fetch")]
    [InlineData("wal-fetch", "--nope", "a", "b")]
    [InlineData("wal-fetch", "000000010000000000000001", "/nowhere/x")]
    [InlineData("wal-fetch", "--aws-secret-access-key=x", "000000010000000000000001", "x")]
    public async Task Whatever_fails_in_wal_fetch_never_looks_like_the_end_of_the_archive(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string> { ["PGDATA"] = folder.Path };
        Assert.Equal(200, (await CommandLine.RunAsync(environment, arguments)).ExitCode);
        File.WriteAllText(folder.At("recovery.signal"), "");
        Assert.Equal(200, (await CommandLine.RunAsync(environment, arguments)).ExitCode);
        File.WriteAllText(folder.At("standby.signal"), "");
        Assert.Equal(75, (await CommandLine.RunAsync(environment, arguments)).ExitCode);
    }

    [Fact]
    public void No_code_of_wal_fetch_is_one_that_PostgreSQL_mistakes()
    {
        foreach (var failure in Enum.GetValues<FailureCode>())
        {
            foreach (var signal in Enum.GetValues<RecoverySignal>())
                Assert.Contains(WalFetchExit.CodeOf(failure, signal), new[] { 74, 75, 200 });
            Assert.Equal(
                failure == FailureCode.WalAbsent ? 74 : 200, WalFetchExit.CodeOf(failure, RecoverySignal.Recovery));
        }
    }

    [Fact]
    public async Task Every_verb_has_help_with_an_example()
    {
        var host = new CommandHost(
            new CommandOutput(TextWriter.Null, TextWriter.Null, false), TimeProvider.System, SettingFlags.Take([]),
            Nothing);
        foreach (var verb in CommandTree.Build(host).Subcommands)
        {
            var (code, answer, _) = await CommandLine.RunAsync(Nothing, verb.Name, "--help");
            Assert.Equal(0, code);
            Assert.Contains("Example:\n", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_at_all_is_a_question_for_help() =>
        Assert.Contains("wal-push", (await CommandLine.RunAsync(Nothing)).Answer, StringComparison.Ordinal);
}
