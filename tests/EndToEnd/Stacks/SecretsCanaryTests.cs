using System.Text;
using System.Text.Json;
using Postern.Tests.TestKit.Docker;
using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>Every secret of a running stack, looked for in every place where somebody else could read it.</summary>
[Trait("Tier", "end-to-end")]
[Collection(DevStackCollection.Name)]
public sealed class SecretsCanaryTests(DevStack dev)
{
    private const string SecretMark = "4dabf18193072939515e22adb298388d";

    private TestStack Stack => dev.Stack;

    [Fact]
    public async Task No_secret_is_in_containers_images_logs_output_or_state()
    {
        await Stack.UpAsync();
        var secrets = await SecretsAsync();
        // The superuser's password, the store's two keys, and what is made of them.
        Assert.True(secrets.Count >= 4, $"{secrets.Count} secrets");
        var found = new List<string>();
        await using var processes = new ProcessWatch(secrets);
        foreach (var (place, text) in await EngineTextsAsync()) Look(place, text, secrets, found);
        foreach (var (place, text) in await ContainerTextsAsync()) Look(place, text, secrets, found);
        foreach (var file in Directory.EnumerateFiles(Stack.StateFolder, "*", SearchOption.AllDirectories))
        {
            Look(file, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), secrets, found);
        }
        found.AddRange(await processes.StopAsync());
        Assert.True(processes.Rounds > 3, $"{processes.Rounds} rounds");
        Assert.Empty(found);
    }

    [Fact]
    public async Task No_secret_is_in_a_layer_of_an_image()
    {
        await Stack.UpAsync();
        var secrets = await SecretsAsync();
        var found = new List<string>();
        foreach (var image in await ImagesAsync())
        {
            Look($"history of {image}", await DockerCli.RunAsync("history", "--no-trunc", image), secrets, found);
            Look($"inspect of {image}", await DockerCli.RunAsync("image", "inspect", image), secrets, found);
            var patterns = string.Join('\n', secrets);
            // The layers of a saved image are plain tar archives.
            var saved = await CommandRunner.RunAsync(
                "sh", ["-c", $"docker save {image} | grep -a -c -F -f /dev/fd/3 3<<'END'\n{patterns}\nEND"]);
            Assert.True(saved.ExitCode is 0 or 1, saved.Text);
            if (saved.Output.Trim() != "0") found.Add($"layers of {image}");
        }
        Assert.Empty(found);
    }

    private static void Look(string place, string text, IEnumerable<string> secrets, List<string> found) =>
        found.AddRange(secrets.Where(secret => text.Contains(secret, StringComparison.Ordinal))
            .Select(secret => $"{place}: {secret[..4]}..."));

    /// <summary>What the engine says and keeps while a change replaces the server, and after it.</summary>
    private async Task<List<(string Place, string Text)>> EngineTextsAsync()
    {
        var texts = new List<(string, string)>();
        await Stack.DoAsync("config", "set", "--path", "postern:parameters.max_connections", "61");
        foreach (var command in (string[])["preview", "preview --diff", "preview --json", "up --yes --diff",
            "refresh --yes --diff", "stack export", "stack output", "stack output --json", "stack", "config"])
        {
            texts.Add((command, (await Stack.TryAsync(command.Split(' '))).Text));
        }
        await Stack.DoAsync("config", "rm", "--path", "postern:parameters.max_connections");
        texts.Add(("up", (await Stack.TryAsync("up", "--yes")).Text));
        return texts;
    }

    private async Task<List<(string Place, string Text)>> ContainerTextsAsync()
    {
        var texts = new List<(string, string)>();
        foreach (var container in await ContainersAsync())
        {
            texts.Add(($"inspect of {container}", await DockerCli.RunAsync("inspect", container)));
            texts.Add(($"log of {container}", await DockerCli.LogsAsync(container)));
            var files = await DockerCli.TryRunAsync(
                "exec", container, "sh", "-c",
                "cat /conf/* /var/run/postgresql/*.json /var/lib/postgresql/*/postern/*");
            texts.Add(($"files of {container}", files.Text));
        }
        foreach (var kind in (string[])["volume", "network"])
        {
            var names = await DockerCli.RunAsync(kind, "ls", "--quiet", "--filter", Filter);
            foreach (var name in names.Split('\n')) texts.Add((name, await DockerCli.RunAsync(kind, "inspect", name)));
        }
        return texts;
    }

    private string Filter => $"label=org.postern.stack=postern/{Stack.Name}";

    private async Task<string[]> ContainersAsync() => (await DockerCli.RunAsync(
        "ps", "--all", "--format", "{{.Names}}", "--filter", Filter)).Split('\n');

    private async Task<IEnumerable<string>> ImagesAsync()
    {
        var images = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in await ContainersAsync())
        {
            images.Add(await DockerCli.RunAsync("inspect", "--format", "{{.Image}}", container));
        }
        return images;
    }

    /// <summary>Every secret value of the state, in each form in which it could show.</summary>
    private async Task<HashSet<string>> SecretsAsync()
    {
        var export = (await Stack.TryAsync("stack", "export", "--show-secrets")).Succeeded("stack export").Output;
        using var json = JsonDocument.Parse(export);
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        Collect(json.RootElement, false, secrets);
        foreach (var secret in secrets.ToList())
        {
            secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)));
            secrets.Add(Uri.EscapeDataString(secret));
        }
        return secrets;
    }

    // Of a secret list or object only the long random texts count: the rest (file names, modes) is no secret at all.
    private static void Collect(JsonElement element, bool secret, HashSet<string> secrets)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when element.TryGetProperty(SecretMark, out _)
                && element.TryGetProperty("plaintext", out var plain):
                using (var inner = JsonDocument.Parse(plain.GetString()!)) Collect(inner.RootElement, true, secrets);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject()) Collect(member.Value, secret, secrets);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Collect(item, secret, secrets);
                break;
            case JsonValueKind.String when secret && IsRandom(element.GetString()!):
                secrets.Add(element.GetString()!);
                break;
        }
    }

    private static bool IsRandom(string text) => text.Length is >= 20 and <= 64 && text.All(char.IsAsciiLetterOrDigit)
        && text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterUpper);
}
