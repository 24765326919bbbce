using Xunit;

namespace Postern.Tests.Embedded.Cli;

public sealed class ConfigVerbTests : IDisposable
{
    private readonly CliHarness _cli = CliHarness.NewProject();

    public ConfigVerbTests() =>
        _cli.Write(
        "Pulumi.dev.yaml", "# kept\nconfig:\n  # first\n  postern:b: x # same line\n\n  postern:a: y\n# last\n");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Set_keeps_order_comments_and_blank_lines()
    {
        await SetAsync("b", "z");
        await SetAsync("c", "17");
        Assert.Equal(
            "# kept\nconfig:\n  # first\n  postern:b: z\n\n  postern:a: y\n  postern:c: \"17\"\n# last\n",
            _cli.Read("Pulumi.dev.yaml"));
    }

    [Theory]
    [InlineData("17", "\"17\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("1.5", "\"1.5\"")]
    [InlineData("007", "\"007\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("", "\"\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("plain text", "plain text")]
    [InlineData("a: b", "'a: b'")]
    [InlineData("#x", "'#x'")]
    [InlineData("it's", "it's")]
    [InlineData("ü", "ü")]
    [InlineData("2026-11-22 19:00:00+00", "\"2026-11-22 19:00:00+00\"")]
    public async Task Text_is_quoted_where_yaml_would_read_something_else(string value, string written)
    {
        await SetAsync("b", value);
        Assert.Contains($"  postern:b: {written}\n", _cli.Read("Pulumi.dev.yaml"));
        Assert.Equal(value + "\n", (await _cli.RunAsync("config", "get", "b", "-s", "dev")).Output);
    }

    [Fact]
    public async Task Text_with_line_breaks_is_a_block()
    {
        await SetAsync("b", "one\ntwo\n");
        Assert.Contains("  postern:b: |\n    one\n    two\n", _cli.Read("Pulumi.dev.yaml"));
        Assert.Equal("one\ntwo\n\n", (await _cli.RunAsync("config", "get", "b", "-s", "dev")).Output);
    }

    [Fact]
    public async Task Paths_make_structures_with_typed_leaves()
    {
        await SetAsync("--path", "server.port", "5432");
        await SetAsync("--path", "server.tls", "true");
        await SetAsync("--path", "server.name", "1.5");
        await SetAsync("--path", "server.users[0]", "app");
        Assert.Contains(
            "  postern:server:\n    port: 5432\n    tls: true\n    name: \"1.5\"\n    users:\n      - app\n",
            _cli.Read("Pulumi.dev.yaml"));
        var outcome = await _cli.RunAsync("config", "set", "--path", "server.users[2]", "x", "-s", "dev");
        Assert.Equal("error: array index out of range\n", outcome.Error);
        Assert.Equal("5432\n", (await _cli.RunAsync("config", "get", "--path", "server.port", "-s", "dev")).Output);
        await _cli.RunAsync("config", "rm", "--path", "server.users", "-s", "dev");
        Assert.Equal(
            "{\"name\":\"1.5\",\"port\":5432,\"tls\":true}\n",
            (await _cli.RunAsync("config", "get", "server", "-s", "dev")).Output);
    }

    [Fact]
    public async Task Secrets_are_encrypted_and_masked()
    {
        await SetAsync("--secret", "password", "hunter2");
        await SetAsync("--path", "--secret", "server.token", "canary-1");
        var text = _cli.Read("Pulumi.dev.yaml");
        Assert.StartsWith("encryptionsalt: v1:", text, StringComparison.Ordinal);
        Assert.Contains("  postern:password:\n    secure: v1:", text);
        Assert.Contains("  postern:server:\n    token:\n      secure: v1:", text);
        Assert.DoesNotContain("hunter2", text);
        Assert.Equal("hunter2\n", (await _cli.RunAsync("config", "get", "password", "-s", "dev")).Output);
        var list = (await _cli.RunAsync("config", "-s", "dev")).Output;
        Assert.Contains("password  [secret]", list);
        Assert.Contains("server    {\"token\":\"[secret]\"}", list);
        Assert.DoesNotContain("canary-1", list);
        var json = (await _cli.RunAsync("config", "--json", "-s", "dev")).Output;
        Assert.Contains("\"postern:password\": {\n    \"secret\": true\n  }", json);
    }

    [Fact]
    public async Task Rm_removes_one_key_and_the_block_with_the_last()
    {
        await _cli.RunAsync("config", "rm", "b", "-s", "dev");
        Assert.Equal("# kept\nconfig:\n  # first\n\n  postern:a: y\n# last\n", _cli.Read("Pulumi.dev.yaml"));
    }

    [Fact]
    public async Task A_missing_key_is_named() => Assert.Equal(
        new CliOutcome(1, "", "error: configuration key 'nothing' not found for stack 'dev'\n"),
        await _cli.RunAsync("config", "get", "nothing", "-s", "dev"));

    [Fact]
    public async Task The_value_may_come_from_standard_input()
    {
        _cli.Input = "from a pipe\n";
        await _cli.RunAsync("config", "set", "b", "-s", "dev");
        Assert.Equal("from a pipe\n", (await _cli.RunAsync("config", "get", "b", "-s", "dev")).Output);
    }

    [Fact]
    public async Task A_malformed_file_is_refused_with_its_line()
    {
        _cli.Write("Pulumi.dev.yaml", "config:\n  a: [1\n");
        var outcome = await _cli.RunAsync("config", "-s", "dev");
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith(
            "error: getting stack configuration: invalid YAML file: yaml: line ", outcome.Error,
            StringComparison.Ordinal);
    }

    private async Task SetAsync(params string[] arguments)
    {
        var outcome = await _cli.RunAsync(["config", "set", .. arguments, "-s", "dev"]);
        Assert.Equal(new CliOutcome(0, "", ""), outcome);
    }
}
