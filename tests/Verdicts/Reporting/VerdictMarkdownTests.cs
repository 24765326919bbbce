using System.Text.Json.Nodes;
using Postern.Tests.TestKit;
using Postern.Tests.Verdicts.Previews;
using Postern.Verdicts;
using Postern.Verdicts.Judging;
using Postern.Verdicts.Previews;
using Postern.Verdicts.Reporting;
using Xunit;

namespace Postern.Tests.Verdicts.Reporting;

/// <summary>The comments are snapshots, rewritten with UPDATE_SNAPSHOTS=1.</summary>
public sealed class VerdictMarkdownTests
{
    private const string Text = "shared_buffers = 128MB\nwork_mem = 4MB\n";

    public static TheoryData<string> Names => ["reload", "restart", "data-loss", "data-loss-allowed", "nothing"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Reads_as_its_snapshot(string name) =>
        Snapshot.Matches($"tests/Verdicts/Snapshots/{name}.md", Markdown(Sample(name)) + "\n");

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(500)]
    public void Has_at_most_40_lines(int resources)
    {
        var preview = new PreviewMaker().Volume("delete", "data");
        for (var i = 0; i < resources; i++) preview.Volume("create", $"volume-{i}", isProtected: false);
        var lines = Markdown(preview).Split('\n');
        Assert.InRange(lines.Length, 1, VerdictMarkdown.MaximumLines);
        Assert.Contains("**DATA LOSS**", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_cell_on_one_line_and_of_bounded_length()
    {
        var longText = string.Concat(Enumerable.Repeat("a|b ", 200));
        var lines = Markdown(new PreviewMaker().Settings("", $"search_path = '{longText}'")).Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.InRange(lines[5].Length, 1, 300);
        Assert.Contains(@"a\|b", lines[5], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20-preview-create", "22-preview-create-json.txt")]
    [InlineData("30-preview-change", "32-preview-change-json.txt")]
    public void Judges_recorded_previews_of_the_official_cli(string name, string file)
    {
        var path = RepositoryFolder.Shared($"pulumi-state/golden/{file}");
        if (path is null) Assert.Skip("../shared is not there");
        Snapshot.Matches($"tests/Verdicts/Snapshots/recorded-{name}.md", Markdown(File.ReadAllText(path)) + "\n");
    }

    private static PreviewMaker Sample(string name)
    {
        var maker = new PreviewMaker();
        var settle = (PreviewMaker.OneShot(("hash", "1")), PreviewMaker.OneShot(("hash", "2")));
        return name switch
        {
            "reload" => maker.Settings(Text, Text.Replace("4MB", "8MB", StringComparison.Ordinal)).Server("same")
                .Container("replace", "settle", settle.Item1, settle.Item2),
            "restart" => maker.Settings(Text, Text.Replace("128MB", "1GB", StringComparison.Ordinal) + "jit = off\n")
                .Server("replace", restart: "b").Container("replace", "settle", settle.Item1, settle.Item2),
            "data-loss" => Lossy(maker),
            "data-loss-allowed" => Lossy(maker.Config("allowDataLoss", """["data", "archive"]""")),
            _ => maker.Stack().Server("same"),
        };
    }

    private static PreviewMaker Lossy(PreviewMaker maker) => maker
        .Stack(new JsonObject { ["archive"] = "s3://postern-dev/dev/17" })
        .Volume("create", "data").Bucket("replace", "postern-new").Server("create");

    private static string Markdown(PreviewMaker maker) => Markdown(maker.ToString());

    private static string Markdown(string json)
    {
        var preview = PreviewReader.Read(json);
        return string.Join('\n', VerdictMarkdown.Lines(
            preview.Stack, PreviewJudge.Judge(preview), DataLossGate.Of(preview)));
    }
}
