using System.Text.Json;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Programs;
using Postern.Tests.Embedded.Engine;
using Xunit;
using static Postern.Tests.Embedded.Engine.Declaration;

namespace Postern.Tests.Embedded.Cli;

public sealed class OperationVerbTests : IDisposable
{
    private readonly CliHarness _cli = CliHarness.NewProject();
    private readonly MemoryCloud _cloud = new();

    public OperationVerbTests()
    {
        _cli.Providers = package => package == "mem" ? new MemoryProvider(_cloud) : null;
        Declare(program =>
            program.ThingAsync("a", Text("size", program.Context.Config.GetValueOrDefault("postern:size", "1"))));
    }

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Up_of_a_stack_that_only_has_its_file_makes_it()
    {
        _cli.Write("Pulumi.drill.yaml", "config:\n  postern:size: \"3\"\n");
        var outcome = await _cli.RunAsync("up", "-s", "drill", "--yes");
        Assert.Equal("Created stack 'drill'\n", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("encryptionsalt: v1:", _cli.Read("Pulumi.drill.yaml"), StringComparison.Ordinal);
        Assert.Equal(["create a"], _cloud.TakeLog());
        Assert.Single(Directory.GetFiles(_cli.PathOf(".pulumi/history/postern/drill"), "*.history.json"));
        Assert.Single(Directory.GetFiles(_cli.PathOf(".pulumi/backups/postern/drill")));
        Assert.Empty(Directory.GetFiles(_cli.PathOf(".pulumi/locks/organization/postern/drill")));
        Assert.True(File.Exists(_cli.PathOf(".pulumi/stacks/postern/drill.json.bak")));
    }

    [Fact]
    public async Task A_preview_of_a_stack_that_only_has_its_file_writes_nothing()
    {
        _cli.Write("Pulumi.prod.yaml", "config:\n  postern:size: \"3\"\n");
        var outcome = await _cli.RunAsync("preview", "-s", "prod");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("+ 2 to create", outcome.Output);
        Assert.False(Directory.Exists(_cli.PathOf(".pulumi")));
    }

    [Fact]
    public async Task Up_needs_a_yes_where_nobody_can_be_asked()
    {
        await _cli.RunAsync("stack", "init", "dev");
        var outcome = await _cli.RunAsync("up");
        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(
            "error: --yes or --skip-preview or --preview-only must be passed in to proceed when running in " +
                "non-interactive mode\n", outcome.Error);
    }

    [Fact]
    public async Task Expect_no_changes_is_exit_code_7()
    {
        await _cli.RunAsync("stack", "init", "dev");
        var outcome = await _cli.RunAsync("preview", "--expect-no-changes");
        Assert.Equal(7, outcome.ExitCode);
        Assert.Equal("error: no changes were expected for preview but changes were proposed\n", outcome.Error);
        await _cli.RunAsync("up", "--yes");
        Assert.Equal(0, (await _cli.RunAsync("up", "--yes", "--expect-no-changes")).ExitCode);
    }

    [Fact]
    public async Task Preview_json_has_pulumis_shape()
    {
        await _cli.RunAsync("stack", "init", "dev");
        await _cli.RunAsync("config", "set", "--secret", "token", "canary-8");
        await _cli.RunAsync("up", "--yes");
        await _cli.RunAsync("config", "set", "size", "2");
        using var json = JsonDocument.Parse((await _cli.RunAsync("preview", "--json")).Output);
        var root = json.RootElement;
        Assert.Equal("[secret]", root.GetProperty("config").GetProperty("postern:token").GetString());
        var steps = root.GetProperty("steps").EnumerateArray().ToArray();
        Assert.Equal(["same", "update"], steps.Select(step => step.GetProperty("op").GetString()));
        Assert.Equal("size", steps[1].GetProperty("diffReasons")[0].GetString());
        Assert.Equal(
            "update", steps[1].GetProperty("detailedDiff").GetProperty("size").GetProperty("kind").GetString());
        Assert.Equal("1", steps[1].GetProperty("oldState").GetProperty("inputs").GetProperty("size").GetString());
        Assert.Equal("2", steps[1].GetProperty("newState").GetProperty("inputs").GetProperty("size").GetString());
        Assert.Equal(1, root.GetProperty("changeSummary").GetProperty("update").GetInt32());
    }

    [Fact]
    public async Task Destroy_refuses_protected_resources_before_it_starts()
    {
        Declare(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("volume", null, options => options with { Protect = true });
        });
        await _cli.RunAsync("stack", "init", "dev");
        await _cli.RunAsync("up", "--yes");
        _cloud.TakeLog();
        var refused = await _cli.RunAsync("destroy", "--yes");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("::volume", refused.Error);
        Assert.Contains("pulumi destroy --exclude-protected", refused.Error);
        Assert.Contains("pulumi state unprotect 'urn:pulumi:dev::postern::mem:index:Thing::volume'", refused.Error);
        Assert.Empty(_cloud.TakeLog());
        var kept = await _cli.RunAsync("destroy", "--yes", "--exclude-protected");
        Assert.Equal(0, kept.ExitCode);
        Assert.Contains(
            "All unprotected resources were destroyed. There is still 1 protected resource associated", kept.Output);
        Assert.Equal(["delete a"], _cloud.TakeLog());
        await _cli.RunAsync("state", "unprotect", "urn:pulumi:dev::postern::mem:index:Thing::volume", "--yes");
        Assert.Equal(0, (await _cli.RunAsync("destroy", "--yes")).ExitCode);
        Assert.Empty(_cloud.Things);
    }

    [Fact]
    public async Task Destroy_with_remove_takes_the_stack_away_however_it_prints()
    {
        foreach (var format in new[] { "--json", "--yes" })
        {
            await _cli.RunAsync("stack", "init", "dev");
            await _cli.RunAsync("up", "--yes");
            var outcome = await _cli.RunAsync("destroy", "--remove", "--yes", format);
            Assert.Equal(0, outcome.ExitCode);
            Assert.Equal(
                format == "--yes", outcome.Output.Contains("'dev' has been removed", StringComparison.Ordinal));
            Assert.False(File.Exists(_cli.PathOf("Pulumi.dev.yaml")));
            Assert.False(File.Exists(_cli.PathOf(".pulumi/stacks/postern/dev.json")));
            Assert.Contains("no stack selected", (await _cli.RunAsync("preview")).Error);
        }
    }

    [Fact]
    public async Task Destroy_with_remove_and_a_target_keeps_what_knows_the_rest()
    {
        Declare(async program =>
        {
            await program.ThingAsync("a");
            await program.ThingAsync("b");
        });
        await _cli.RunAsync("stack", "init", "dev");
        await _cli.RunAsync("up", "--yes");
        var outcome = await _cli.RunAsync(
            "destroy", "--remove", "--yes", "--target", "urn:pulumi:dev::postern::mem:index:Thing::a");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains("mem:index:Thing::b", (await _cli.RunAsync("stack", "export")).Output);
    }

    [Fact]
    public async Task A_stack_reads_another_by_its_full_or_its_bare_name()
    {
        Declare(program =>
            program.OutputsAsync(
            ("host", new PropertyString("db")), ("pw", new PropertySecret(new PropertyString("canary-2")))));
        await _cli.RunAsync("stack", "init", "primary");
        await _cli.RunAsync("up", "--yes");
        PropertyValue? seen = null;
        Declare(async program =>
        {
            var read = await program.Monitor.ReadResourceAsync(
                new ReadResourceRequest(
                    "pulumi:pulumi:StackReference", "ref", "primary", program.StackUrn, Text("name", "primary"), [],
                    null, null, []),
                CancellationToken.None);
            seen = ((PropertyMap)read.Outputs["outputs"])["pw"];
        });
        await _cli.RunAsync("stack", "init", "drill");
        Assert.Equal(0, (await _cli.RunAsync("up", "--yes")).ExitCode);
        Assert.Equal(new PropertySecret(new PropertyString("canary-2")), seen);
    }

    [Fact]
    public async Task A_program_that_fails_without_a_word_is_reported_with_its_code()
    {
        _cli.Program = new ExitCodeProgram(7);
        await _cli.RunAsync("stack", "init", "dev");
        var outcome = await _cli.RunAsync("preview");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(
            "error: an unhandled error occurred: Program exited with non-zero exit code: 7", outcome.Output);
    }

    [Fact]
    public async Task Gzip_is_written_and_read()
    {
        _cli.Gzip = true;
        await _cli.RunAsync("stack", "init", "dev");
        await _cli.RunAsync("up", "--yes");
        Assert.Equal([0x1f, 0x8b], File.ReadAllBytes(_cli.PathOf(".pulumi/stacks/postern/dev.json.gz"))[..2]);
        _cli.Gzip = false;
        await _cli.RunAsync("up", "--yes");
        Assert.True(File.Exists(_cli.PathOf(".pulumi/stacks/postern/dev.json.gz.bak")));
        Assert.False(File.Exists(_cli.PathOf(".pulumi/stacks/postern/dev.json.gz")));
        Assert.Equal(["create a"], _cloud.TakeLog());
    }

    [Fact]
    public async Task Settings_of_the_project_file_are_enforced()
    {
        _cli.Write("Pulumi.yaml",
            "name: postern\nruntime: dotnet\nconfig:\n  bucket: {type: string}\n  replicas: {type: integer}\n  size: " +
            "{type: string, default: \"7\"}\n");
        await _cli.RunAsync("stack", "init", "dev");
        Assert.Equal(
            "error: validating stack config: Stack 'dev' is missing configuration values 'bucket' and 'replicas'\n",
            (await _cli.RunAsync("preview")).Error);
        await _cli.RunAsync("config", "set", "bucket", "b");
        await _cli.RunAsync("config", "set", "replicas", "many");
        Assert.Equal(
            "error: validating stack config: Stack 'dev' with configuration key 'replicas' must be of type 'integer'\n",
            (await _cli.RunAsync("preview")).Error);
        await _cli.RunAsync("config", "set", "replicas", "2");
        await _cli.RunAsync("up", "--yes");
        Assert.Equal(new PropertyString("7"), _cloud.Things.Values.Single()["size"]);
    }

    [Theory]
    [InlineData("error: unknown flag: --nope\n", "preview", "--nope")]
    [InlineData("error: unknown command \"nope\" for \"pulumi\"\n", "nope")]
    [InlineData("error: flag needs an argument: --stack\n", "preview", "--stack")]
    [InlineData("error: unknown shorthand flag: 'x' in -x\n", "preview", "-x")]
    public async Task Bad_command_lines_are_named(string message, params string[] arguments) =>
        Assert.Equal(new CliOutcome(1, "", message), await _cli.RunAsync(arguments));

    [Fact]
    public async Task No_passphrase_says_which_variable()
    {
        await _cli.RunAsync("stack", "init", "dev");
        _cli.Passphrase = null;
        Assert.Equal(
            "error: getting stack configuration: get stack secrets manager: passphrase must be set with " +
                "PULUMI_CONFIG_PASSPHRASE or " +
            "PULUMI_CONFIG_PASSPHRASE_FILE environment variables\n",
            (await _cli.RunAsync("preview", "-s", "dev")).Error);
    }

    private void Declare(Func<Declaration, Task> body) => _cli.Program = new DeclaredProgram(body);

    private sealed class ExitCodeProgram(int exitCode) : IProgram
    {
        public Task<int> RunAsync(ProgramContext context, CancellationToken cancellation) => Task.FromResult(exitCode);
    }
}
