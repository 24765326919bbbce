using Postern.Tests.TestKit;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.Embedded.Cli;

/// <summary>
/// Which engine <c>pulumiw</c> runs, with a <c>pulumi</c> and a <c>dotnet</c> on PATH that note how they were called.
/// </summary>
public sealed class PulumiwTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PulumiwTests()
    {
        foreach (var name in new[] { "src", "infra", "stacks", "templates", "eng", "artifacts", "bin", "home" })
            Directory.CreateDirectory(PathOf(name));
        File.Copy(Path.Combine(RepositoryFolder.Root, "pulumiw"), PathOf("pulumiw"));
        Write("Pulumi.yaml", "name: postern\nruntime: dotnet\nmain: stacks\n");
        Write("global.json", "{}\n");
        Write("Directory.Build.props", "<Project />\n");
        Program("eng/feed", "true");
        Program("bin/dotnet", Noting("dotnet"));
        Feed(cli: false, packages: false);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_pulumi_it_is_the_embedded_engine()
    {
        var result = await RunAsync("preview", "-s", "dev");
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("pulumiw: embedded engine (no pulumi on PATH)\n", result.Error, StringComparison.Ordinal);
        var last = Calls()[^1];
        Assert.EndsWith($"artifacts/run/cli/postern.dll -C {_folder.Path} preview -s dev", last.Split('|')[0]);
        Assert.Contains($"|backend=file://{_folder.Path}|verdicts=show", last);
    }

    [Fact]
    public async Task Pulumi_with_its_packages_is_the_real_engine_and_gets_every_argument()
    {
        Pulumi(packages: true);
        var result = await RunAsync("stack", "output", "-s", "dev", "--json");
        Assert.StartsWith(
            "pulumiw: real engine (pulumi is on PATH and its packages restore)\n", result.Error,
            StringComparison.Ordinal);
        var last = Calls()[^1];
        Assert.StartsWith($"pulumi -C {_folder.Path} stack output -s dev --json|", last, StringComparison.Ordinal);
        Assert.Contains($"|backend=file://{_folder.Path}|", last);
        Assert.Contains($"|phrase={PathOf(".passphrase")}", last);
    }

    [Fact]
    public async Task Pulumi_without_its_packages_stays_aside()
    {
        Pulumi(packages: false);
        var result = await RunAsync("preview", "-s", "dev");
        Assert.StartsWith(
            "pulumiw: embedded engine (pulumi found, its packages are not)\n", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Calls(), call => call.StartsWith("pulumi ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-s", "dev")]
    [InlineData("--stack=dev")]
    [InlineData]
    public async Task A_stack_stays_with_the_embedded_engine_when_pulumi_comes(params string[] stack)
    {
        Pulumi(packages: true);
        State("dev", "postern-embedded-1");
        if (stack.Length == 0) await SelectAsync("dev");
        var result = await RunAsync(["up", .. stack]);
        Assert.Contains("pulumiw: embedded engine (the embedded engine wrote '", result.Error);
        Assert.Contains("--engine real moves it", result.Error);
        Assert.Contains("postern.dll", Calls()[^1]);
    }

    [Fact]
    public async Task A_stack_of_pulumis_is_not_changed_where_pulumi_cannot_run()
    {
        State("dev", "v3.259.0");
        var refused = await RunAsync("up", "-s", "dev");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("the Pulumi CLI wrote 'dev' last and cannot run here (no pulumi on PATH)", refused.Error);
        Assert.Empty(Calls());
        Assert.Equal(0, (await RunAsync("stack", "output", "-s", "dev")).ExitCode);
    }

    [Fact]
    public async Task Moving_to_pulumi_previews_first_and_goes_on_when_nothing_is_lost()
    {
        Pulumi(packages: true);
        State("dev", "postern-embedded-1");
        var result = await RunAsync("--engine", "real", "up", "-s", "dev", "--yes");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("pulumiw: real engine (--engine)\n", result.Error);
        var calls = Calls().Where(call => !call.Contains(" build ")).Select(call => call.Split('|')[0]).ToArray();
        Assert.Equal($"pulumi -C {_folder.Path} preview --json --non-interactive -s dev", calls[0]);
        Assert.EndsWith("verdict.dll --gate", calls[1]);
        Assert.Equal($"pulumi -C {_folder.Path} up -s dev --yes", calls[2]);
    }

    [Fact]
    public async Task Moving_to_pulumi_refuses_a_data_loss_and_a_skipped_preview()
    {
        Pulumi(packages: true);
        State("dev", "postern-embedded-1");
        Program("bin/dotnet", Noting("dotnet") + "\n[[ $* != *verdict.dll* ]] || exit 1");
        var refused = await RunAsync("--engine", "real", "up", "-s", "dev", "--yes");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("the preview means data loss: nothing was done", refused.Error);
        Assert.DoesNotContain(Calls(), call => call.Contains(" up -s dev"));
        var skipped = await RunAsync("--engine", "real", "up", "-s", "dev", "--yes", "--skip-preview");
        Assert.Equal(1, skipped.ExitCode);
        Assert.Contains("it needs its preview, so no --skip-preview", skipped.Error);
    }

    [Fact]
    public async Task Moving_to_the_embedded_engine_refuses_there()
    {
        State("dev", "v3.259.0");
        await RunAsync("--engine=embedded", "up", "-s", "dev", "--yes");
        var last = Calls()[^1];
        Assert.Contains($"postern.dll -C {_folder.Path} up -s dev --yes|", last);
        Assert.Contains("|verdicts=refuse", last);
    }

    [Fact]
    public async Task Nothing_is_built_when_no_source_has_changed()
    {
        await RunAsync("preview", "-s", "dev");
        Assert.Contains(Calls(), call => call.Contains(" publish "));
        File.Delete(PathOf("calls"));
        var second = await RunAsync("preview", "-s", "dev");
        Assert.DoesNotContain("building", second.Error);
        Assert.Single(Calls());
        Write("src/New.cs", "// changed\n");
        var built = File.GetLastWriteTimeUtc(PathOf("artifacts/pulumiw.embedded"));
        File.SetLastWriteTimeUtc(PathOf("src/New.cs"), built.AddSeconds(2));
        Assert.Contains("building", (await RunAsync("preview", "-s", "dev")).Error);
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    private void Program(string name, string body)
    {
        Write(name, $"#!/bin/bash\n{body}\n");
        File.SetUnixFileMode(
            PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Noting(string name) =>
        $"echo \"{name} $*|backend=$PULUMI_BACKEND_URL|verdicts=$POSTERN_VERDICTS" +
        $"|phrase=$PULUMI_CONFIG_PASSPHRASE_FILE\" >>'{PathOf("calls")}'";

    private void Pulumi(bool packages)
    {
        Program("bin/pulumi", Noting("pulumi") + "\n[[ $* != *--json* ]] || echo '{}'");
        Feed(cli: true, packages);
    }

    private void Feed(bool cli, bool packages) => Write(
        "artifacts/feed.props",
        $"<Project><PropertyGroup>\n<PulumiCli>{(cli ? "yes" : "no")}</PulumiCli>\n" +
        $"<PulumiPackages>{(packages ? "yes" : "no")}</PulumiPackages>\n</PropertyGroup></Project>\n");

    private void State(string stack, string version)
    {
        Directory.CreateDirectory(PathOf(".pulumi/stacks/postern"));
        var manifest = $$"""{"time":"2026-11-22T20:00:00Z","magic":"00","version":"{{version}}"}""";
        var latest = $$"""{"stack":"organization/postern/{{stack}}","latest":{"manifest":{{manifest}} } }""";
        Write($".pulumi/stacks/postern/{stack}.json", $$"""{"version":3,"checkpoint":{{latest}} }""");
    }

    /// <summary>Notes the selected stack as <c>stack select</c> does.</summary>
    private async Task SelectAsync(string stack)
    {
        var hash = await CommandRunner.RunAsync(
            "bash", ["-c", $"printf %s '{PathOf("Pulumi.yaml")}' | sha1sum | cut -d ' ' -f 1"]);
        Directory.CreateDirectory(PathOf("home/workspaces"));
        Write(
            $"home/workspaces/postern-{hash.Output.Trim()}-workspace.json",
            $"{{\n    \"stacks\": {{\n        \"file://{_folder.Path}\": \"organization/postern/{stack}\"\n    }}\n}}");
    }

    private string[] Calls() => File.Exists(PathOf("calls")) ? File.ReadAllLines(PathOf("calls")) : [];

    private Task<CommandResult> RunAsync(params string[] arguments) => CommandRunner.RunAsync(
        "env",
        [
            "-i", $"PATH={PathOf("bin")}:/usr/bin:/bin", $"HOME={PathOf("home")}", $"PULUMI_HOME={PathOf("home")}",
            "bash", PathOf("pulumiw"), .. arguments,
        ]);
}
