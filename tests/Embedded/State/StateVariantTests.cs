using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Postern.Tests.Embedded.Cli;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.State;

/// <summary>What other writers and other settings may leave in a store, beyond the recorded cases.</summary>
public sealed class StateVariantTests : IDisposable
{
    private const string Checkpoint = ".pulumi/stacks/postern/dev.json";

    private readonly CliHarness _cli = Open("components-and-secrets");

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Of_two_checkpoints_the_newer_one_counts_whatever_it_is_called()
    {
        var older = await OutputsAsync();
        var changed = JsonNode.Parse(_cli.Read(Checkpoint))!;
        changed["checkpoint"]!["latest"]!["resources"]![0]!["outputs"] = new JsonObject { ["only"] = "newer" };
        WriteGzip(Checkpoint + ".gz", changed.ToJsonString());
        SetAge(Checkpoint, minutes: 2);
        SetAge(Checkpoint + ".gz", minutes: 1);
        Assert.Equal("{\n  \"only\": \"newer\"\n}\n", await OutputsAsync());
        SetAge(Checkpoint + ".gz", minutes: 3);
        Assert.Equal(older, await OutputsAsync());
    }

    [Fact]
    public async Task Content_is_recognised_by_its_bytes_not_by_its_name()
    {
        var before = await OutputsAsync();
        WriteGzip(Checkpoint, _cli.Read(Checkpoint));
        Assert.Equal(before, await OutputsAsync());
    }

    [Fact]
    public async Task A_changed_setting_moves_the_checkpoint_and_keeps_the_old_one_aside()
    {
        _cli.Gzip = true;
        await ProtectAsync();
        Assert.False(File.Exists(_cli.PathOf(Checkpoint)));
        Assert.True(File.Exists(_cli.PathOf(Checkpoint + ".bak")));
        Assert.Equal([0x1f, 0x8b], File.ReadAllBytes(_cli.PathOf(Checkpoint + ".gz"))[..2]);
        Assert.Contains("dev", await OutAsync("stack", "ls"));
        _cli.Gzip = false;
        await ProtectAsync();
        Assert.True(File.Exists(_cli.PathOf(Checkpoint)));
        Assert.False(File.Exists(_cli.PathOf(Checkpoint + ".gz")));
    }

    [Fact]
    public async Task A_bak_alone_is_no_stack()
    {
        File.Move(_cli.PathOf(Checkpoint), _cli.PathOf(Checkpoint + ".bak"), overwrite: true);
        File.Delete(_cli.PathOf("Pulumi.dev.yaml"));
        Assert.Equal(6, (await _cli.RunAsync("stack", "output", "-s", "dev")).ExitCode);
        Assert.DoesNotContain("dev", await OutAsync("stack", "ls"));
    }

    [Theory]
    [InlineData("""{"version":0,"checkpoint":{"stack":"organization/postern/dev"}}""")]
    [InlineData("""{"version":3,"checkpoint":{"stack":"organization/postern/dev","latest":null}}""")]
    [InlineData("""{"version":3,"checkpoint":{"latest":{"resources":[]}}}""")]
    [InlineData("""{"version":3,"checkpoint":{"latest":{"manifest":{"time":"","magic":"","version":""}}}}""")]
    public async Task An_empty_stack_has_many_forms(string text)
    {
        _cli.Write(Checkpoint, text);
        Assert.Equal("{}\n", await OutputsAsync());
        Assert.Contains("n/a", await OutAsync("stack", "ls"));
        Assert.Equal(0, (await _cli.RunAsync("destroy", "--yes", "--skip-preview", "-s", "dev")).ExitCode);
        using var written = JsonDocument.Parse(_cli.Read(Checkpoint));
        Assert.Equal(3, written.RootElement.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Unknown_fields_do_no_harm_and_a_newer_version_is_refused()
    {
        var before = await OutputsAsync();
        Change(root =>
        {
            root["added"] = 1;
            root["checkpoint"]!["latest"]!["manifest"]!["added"] = "x";
            root["checkpoint"]!["latest"]!["resources"]![0]!["added"] = new JsonArray(1, 2);
        });
        Assert.Equal(before, await OutputsAsync());
        await ProtectAsync();
        Assert.Equal(before, await OutputsAsync());
        Change(root => root["version"] = 5);
        var refused = await _cli.RunAsync("refresh", "--yes", "-s", "dev");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("newer than what this version understands", refused.Error);
    }

    [Fact]
    public async Task Version_4_is_read_with_known_features_only()
    {
        Change(root =>
        {
            root["version"] = 4;
            root["features"] = new JsonArray("taint");
            root["checkpoint"]!["latest"]!["resources"]![1]!["taint"] = true;
        });
        Assert.Equal(0, (await _cli.RunAsync("stack", "export", "-s", "dev")).ExitCode);
        Change(root => root["features"] = new JsonArray("a-feature-of-tomorrow"));
        var refused = await _cli.RunAsync("refresh", "--yes", "-s", "dev");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("a-feature-of-tomorrow", refused.Error);
    }

    [Fact]
    public async Task A_magic_that_does_not_fit_stops_changes_and_not_reading()
    {
        Change(root => root["checkpoint"]!["latest"]!["manifest"]!["magic"] = "00");
        Assert.Equal(0, (await _cli.RunAsync("stack", "export", "-s", "dev")).ExitCode);
        Assert.Equal(0, (await _cli.RunAsync("stack", "output", "-s", "dev")).ExitCode);
        Assert.Equal(0, (await _cli.RunAsync("stack", "ls")).ExitCode);
        var refused = await _cli.RunAsync("refresh", "--yes", "-s", "dev");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("magic cookie mismatch", refused.Error);
    }

    [Fact]
    public async Task Every_file_in_the_lock_folder_is_a_lock()
    {
        var folder = Directory.CreateDirectory(_cli.PathOf(".pulumi/locks/organization/postern/dev")).FullName;
        File.WriteAllText(Path.Combine(folder, "somebody"), "{}");
        var refused = await _cli.RunAsync("refresh", "--yes", "-s", "dev");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("locked by 1 lock(s)", refused.Error);
        Assert.Equal(0, (await _cli.RunAsync("stack", "export", "-s", "dev")).ExitCode);
        Assert.Equal(0, (await _cli.RunAsync("config", "set", "a", "b", "-s", "dev")).ExitCode);
        Assert.Equal(0, (await _cli.RunAsync("cancel", "--yes", "dev")).ExitCode);
        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task A_setting_leaves_state_history_and_every_other_line_alone()
    {
        var before = Directory.GetFiles(_cli.PathOf(".pulumi"), "*", SearchOption.AllDirectories).Order()
            .ToDictionary(file => file, File.ReadAllText);
        var lines = _cli.Read("Pulumi.dev.yaml").Split('\n');
        await _cli.RunAsync("config", "set", "--secret", "fresh", "x", "-s", "dev");
        await _cli.RunAsync("config", "rm", "fresh", "-s", "dev");
        Assert.Equal(lines, _cli.Read("Pulumi.dev.yaml").Split('\n'));
        var after = Directory.GetFiles(_cli.PathOf(".pulumi"), "*", SearchOption.AllDirectories).Order()
            .ToDictionary(file => file, File.ReadAllText);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task Meta_of_another_version_is_refused()
    {
        _cli.Write(".pulumi/meta.yaml", "version: 2\n");
        Assert.Equal(1, (await _cli.RunAsync("stack", "ls")).ExitCode);
        _cli.Write(".pulumi/meta.yaml", "");
        Assert.Equal(1, (await _cli.RunAsync("stack", "ls")).ExitCode);
        _cli.Write(".pulumi/meta.yaml", "version: 1\nother: key\n");
        Assert.Equal(0, (await _cli.RunAsync("stack", "ls")).ExitCode);
    }

    [Fact]
    public async Task A_state_without_a_salt_and_with_secrets_is_refused_by_name()
    {
        Change(root => ((JsonObject)root["checkpoint"]!["latest"]!).Remove("secrets_providers"));
        var refused = await _cli.RunAsync("refresh", "--yes", "-s", "dev");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains(
            "snapshot contains encrypted secrets but no secrets manager could be found", refused.Error);
    }

    [Fact]
    public async Task Two_salts_are_read_each_and_written_as_the_files()
    {
        var before = await OutAsync("stack", "output", "--json", "--show-secrets", "-s", "dev");
        // Another stack file: its salt is another one, and its secrets are its own.
        File.Delete(_cli.PathOf("Pulumi.dev.yaml"));
        await _cli.RunAsync("config", "set", "--secret", "own", "x", "-s", "dev");
        await ProtectAsync();
        Assert.Equal(before, await OutAsync("stack", "output", "--json", "--show-secrets", "-s", "dev"));
        var salt = _cli.Read("Pulumi.dev.yaml").Split('\n')[0]["encryptionsalt: ".Length..];
        Assert.Contains(salt, _cli.Read(Checkpoint));
    }

    private Task<string> OutputsAsync() => OutAsync("stack", "output", "--json", "-s", "dev");

    private async Task<string> OutAsync(params string[] arguments)
    {
        var outcome = await _cli.RunAsync(arguments);
        Assert.Equal(("", 0), (outcome.Error, outcome.ExitCode));
        return outcome.Output;
    }

    /// <summary>A command that writes the state and changes nothing else.</summary>
    private async Task ProtectAsync() =>
        Assert.EndsWith(
            " resources unprotected\n", await OutAsync("state", "unprotect", "--all", "--yes", "-s", "dev"));

    private void Change(Action<JsonNode> change)
    {
        var root = JsonNode.Parse(_cli.Read(Checkpoint))!;
        change(root);
        _cli.Write(Checkpoint, root.ToJsonString());
    }

    private void SetAge(string relative, int minutes) =>
        File.SetLastWriteTimeUtc(
            _cli.PathOf(relative), new DateTime(2026, 11, 1, 12, 59 - minutes, 0, DateTimeKind.Utc));

    private void WriteGzip(string relative, string text)
    {
        using var file = new GZipStream(File.Create(_cli.PathOf(relative)), CompressionLevel.Fastest);
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    private static CliHarness Open(string name)
    {
        if (RepositoryFolder.Shared($"pulumi-state/{name}") is not { } folder)
        {
            Assert.Skip("../shared/fixtures is not there");
            throw new InvalidOperationException();
        }
        var harness = CliHarness.CopyOf(folder);
        harness.Passphrase = harness.Read("passphrase.txt");
        return harness;
    }
}
