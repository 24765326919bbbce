using Postern.Tests.Verdicts.Previews;
using Postern.Verdicts.Commands;
using Xunit;

namespace Postern.Tests.Verdicts.Commands;

public sealed class VerdictCommandTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData("data", 0)]
    [InlineData("other, data", 0)]
    [InlineData("""["data"]""", 0)]
    [InlineData("urn:pulumi:dev::postern::docker:index/volume:Volume::data", 0)]
    [InlineData("*", 1)]
    public async Task The_gate_lets_pass_only_what_is_named(string? allowed, int expected)
    {
        var preview = new PreviewMaker().Volume("delete", "data");
        if (allowed is not null) preview.Config("allowDataLoss", allowed);
        var (code, output, _) = await Run(preview.ToString(), "--gate");
        Assert.Equal(expected, code);
        Assert.StartsWith("DATA LOSS  delete data: deletes the volume and what is in it", output);
    }

    [Fact]
    public async Task Without_the_gate_a_loss_is_said_and_passes()
    {
        var (code, output, _) = await Run(new PreviewMaker().Volume("delete", "data").ToString());
        Assert.Equal(0, code);
        Assert.Contains("refused: 'data' would be lost. HINT:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_with_what_it_comes_to_in_all()
    {
        var (_, output, _) = await Run(new PreviewMaker().Server("replace", image: "sha256:2").ToString());
        Assert.EndsWith("in all: replace, about 6 s without connections\n", output);
    }

    [Fact]
    public async Task Counts_what_is_new_in_one_line()
    {
        var (_, output, _) = await Run(new PreviewMaker().Volume("create", "a").Volume("create", "b").ToString());
        Assert.Equal("nothing  create 2 that are new\nin all: changes that nobody notices\n", output);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{}", "no list of steps")]
    [InlineData("""{"steps": [], "config": {"postern:allowDataLoss": "[1"}}""", "'postern:allowDataLoss' is not")]
    public async Task Never_lets_pass_what_it_cannot_read(string text, string complaint)
    {
        var (code, output, error) = await Run(text, "--gate");
        Assert.Equal((VerdictCommand.BadInput, ""), (code, output));
        Assert.Contains(complaint, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json", "/nowhere/preview.json")]
    [InlineData("--jsn")]
    public async Task Refuses_bad_arguments(params string[] arguments)
    {
        var (code, _, error) = await Run("", arguments);
        Assert.Equal(VerdictCommand.BadInput, code);
        Assert.Contains("HINT:", error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> Run(string input, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var command = new VerdictCommand(new StringReader(input), output, error);
        var code = await command.RunAsync(arguments, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
