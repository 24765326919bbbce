using System.Text.Json;
using Postern.Embedded.Engine.Display;
using Xunit;

namespace Postern.Tests.Embedded.Cli.Golden;

/// <summary>Every terminal text that the Pulumi CLI wrote, against what ours writes for the same command.</summary>
public sealed class GoldenTextTests(GoldenSession session) : IClassFixture<GoldenSession>
{
    /// <summary>The texts that differ on purpose, and why.</summary>
    private static readonly Dictionary<string, string> Different = new(StringComparer.Ordinal)
    {
        ["34-preview-save-plan"] = "update plans are not offered: nothing here constrains an update by one",
        ["72-destroy-protected"] = "refused before its preview, with the flag that keeps what is protected",
        ["95-up-prompt-no.screen"] = "the prompt's cursor movements overwrote the recorded screen; PromptTests asks",
        ["96-up-prompt-yes.screen"] = "the prompt's cursor movements overwrote the recorded screen; PromptTests asks",
        ["97-up-interrupted.screen"] = "the running step ends instead of being killed; InterruptTests interrupts",
    };

    public static TheoryData<string> Names()
    {
        var data = new TheoryData<string>();
        foreach (var name in Entries().Select(entry => entry.Name)) data.Add(name);
        return data;
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Names))]
    public void Prints_what_pulumi_prints(string name)
    {
        if (Different.ContainsKey(name)) return;
        var entry = Entries().Single(entry => entry.Name == name).Json;
        var outcome = session.Outcomes[name];
        Func<string, string> form = name switch
        {
            _ when name.EndsWith(".ansi", StringComparison.Ordinal) => ColouredWords.Of,
            _ when outcome.Output is ['{' or '[', ..] => GoldenJson.Normal,
            _ => GoldenText.Normal,
        };
        Same(GoldenText.Normal(Expected(entry, "stderr")), GoldenText.Normal(outcome.Error));
        Same(form(Expected(entry, "stdout")), form(outcome.Output));
        Assert.Equal(entry.GetProperty("exit").GetInt32(), outcome.ExitCode);
    }

    private static void Same(string expected, string actual)
    {
        if (expected == actual) return;
        var edits = LineDiff.Compare(expected.Split('\n'), actual.Split('\n'));
        Assert.Fail("- Pulumi, + ours\n" + string.Join(
            "\n", edits.Where(edit => edit.Mark != ' ').Select(edit => $"{edit.Mark} {edit.Line}")));
    }

    private static string Expected(JsonElement entry, string stream) =>
        entry.TryGetProperty(stream, out var file) && file.GetString() is { } name
            ? File.ReadAllText(Path.Combine(GoldenSession.Folder!, name)) : "";

    private static IEnumerable<(string Name, JsonElement Json)> Entries()
    {
        if (GoldenSession.Folder is not { } folder) yield break;
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")));
        foreach (var entry in index.RootElement.EnumerateArray()) yield return (NameOf(entry), entry.Clone());
    }

    private static string NameOf(JsonElement entry)
    {
        var file = entry.GetProperty("stdout").GetString()
            ?? (entry.TryGetProperty("stderr", out var error) ? error.GetString() : null);
        if (file is null)
        {
            var words = entry.GetProperty("command").GetString()!.Split(' ');
            return words[4] + "-" + words[5] + (words[6] == "--secret" ? "-secret" : "");
        }
        return file.Replace(".stderr.txt", "", StringComparison.Ordinal).Replace(".txt", "", StringComparison.Ordinal)
            .Replace(".json", "", StringComparison.Ordinal);
    }
}
