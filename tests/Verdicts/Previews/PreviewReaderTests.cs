using Postern.Verdicts.Previews;
using Xunit;

namespace Postern.Tests.Verdicts.Previews;

public sealed class PreviewReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("no preview")]
    [InlineData("[]")]
    [InlineData("""{"steps": 1}""")]
    [InlineData("""{"steps": [{"op": "create"}]}""")]
    [InlineData("""{"steps": [{"urn": "urn:pulumi:dev::p::t::n"}]}""")]
    public void Refuses_what_is_no_preview(string text) =>
        Assert.Throws<PreviewFormatException>(() => PreviewReader.Read(text));

    [Fact]
    public void Reads_a_preview_without_steps_as_one_without_changes() =>
        Assert.Empty(PreviewReader.Read("""{"duration": 1, "changeSummary": {"same": 3}}""").Steps);

    [Fact]
    public void Reads_the_stack_its_settings_and_its_steps()
    {
        var preview = PreviewReader.Read(new PreviewMaker().Stack().Volume("delete", "data").ToString());
        Assert.Equal("dev", preview.Stack);
        Assert.Equal("17", preview.Setting("postgres"));
        var step = preview.Steps[1];
        Assert.Equal(("data", "docker:index/volume:Volume"), (step.Name, step.Type));
        Assert.True(step is { IsProtected: true, IsDelete: true, New: null });
    }

    [Fact]
    public void Takes_the_last_type_of_a_component_for_the_resources_own()
    {
        const string Urn = "urn:pulumi:dev::p::a:b:C$docker:index/volume:Volume::data";
        Assert.Equal("docker:index/volume:Volume", new PreviewStep("create", Urn, null, null).Type);
    }
}
