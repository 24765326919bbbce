using Xunit;

namespace Postern.Tests.Embedded.Cli;

public sealed class StackVerbTests : IDisposable
{
    private readonly CliHarness _cli = CliHarness.NewProject();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Init_writes_the_same_salt_into_file_and_state_and_selects()
    {
        var outcome = await _cli.RunAsync("stack", "init", "dev");
        Assert.Equal(new CliOutcome(0, "", "Created stack 'dev'\n"), outcome);
        var salt = _cli.Read("Pulumi.dev.yaml").Trim()["encryptionsalt: ".Length..];
        Assert.Contains($"\"salt\":\"{salt}\"", _cli.Read(".pulumi/stacks/postern/dev.json"));
        Assert.Equal("version: 1\n", _cli.Read(".pulumi/meta.yaml"));
        Assert.Equal(
            """{"version":0,"checkpoint":{"stack":"organization/postern/dev"}}""",
            _cli.Read(".pulumi/stacks/postern/dev.json.bak"));
        Assert.Equal("No output values", (await _cli.RunAsync("stack", "output")).Output.Split('\n')[1].Trim()[..16]);
        Assert.Equal(1, (await _cli.RunAsync("stack", "init", "dev")).ExitCode);
    }

    [Fact]
    public async Task A_missing_stack_is_exit_code_6()
    {
        Assert.Equal(
            new CliOutcome(6, "", "error: no stack named 'nope' found\n"),
            await _cli.RunAsync("preview", "-s", "nope"));
        Assert.Equal(
            new CliOutcome(6, "", "error: no stack named 'nope' found\n"),
            await _cli.RunAsync("stack", "select", "nope"));
    }

    [Fact]
    public async Task Without_a_selection_it_says_what_to_do() => Assert.Equal(
        new CliOutcome(
            1, "", "error: no stack selected; please use `pulumi stack select` or `pulumi stack init` to choose one\n"),
        await _cli.RunAsync("preview"));

    [Fact]
    public async Task Ls_lists_and_marks_the_selected()
    {
        await _cli.RunAsync("stack", "init", "dev");
        await _cli.RunAsync("stack", "init", "prod");
        var lines = (await _cli.RunAsync("stack", "ls")).Output.Split('\n');
        Assert.Matches("^NAME   LAST UPDATE +RESOURCE COUNT$", lines[0]);
        Assert.StartsWith("dev    ", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("prod*  ", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rm_removes_state_file_and_history()
    {
        await _cli.RunAsync("stack", "init", "dev");
        Assert.Equal("Stack 'dev' has been removed!\n", (await _cli.RunAsync("stack", "rm", "--yes")).Output);
        Assert.False(File.Exists(_cli.PathOf("Pulumi.dev.yaml")));
        Assert.False(File.Exists(_cli.PathOf(".pulumi/stacks/postern/dev.json")));
        Assert.Equal(6, (await _cli.RunAsync("preview", "-s", "dev")).ExitCode);
    }

    [Fact]
    public async Task Export_of_an_empty_stack_looks_as_the_cli_writes_it()
    {
        await _cli.RunAsync("stack", "init", "dev");
        var lines = (await _cli.RunAsync("stack", "export")).Output.Split('\n');
        Assert.Equal(["{", "    \"version\": 3,", "    \"deployment\": {", "        \"manifest\": {"], lines[..4]);
        Assert.Equal(["        \"metadata\": {}", "    }", "}", ""], lines[^4..]);
    }

    [Fact]
    public async Task Import_refuses_a_state_that_breaks_an_invariant()
    {
        await _cli.RunAsync("stack", "init", "dev");
        _cli.Input = """
            {"version":3,"deployment":{"resources":[
              {"urn":"urn:pulumi:dev::postern::mem:index:Thing::a","custom":true,"type":"mem:index:Thing",
               "parent":"urn:pulumi:dev::postern::x:y:Z::gone"}]}}
            """;
        var outcome = await _cli.RunAsync("stack", "import");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("I5: urn:pulumi:dev::postern::mem:index:Thing::a", outcome.Error);
        Assert.Equal(0, (await _cli.RunAsync("stack", "import", "--force")).ExitCode);
    }
}
