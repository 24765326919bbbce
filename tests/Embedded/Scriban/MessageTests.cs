using Scriban;
using Scriban.Syntax;
using Xunit;

namespace Postern.Tests.Embedded.Scriban;

public sealed class MessageTests
{
    [Theory]
    [InlineData("a\n{{ if x }}\n", "t.conf(2,11) : error : Error while parsing if statement: The <end> statement was"
        + " not found in: if <expression> ... end|else|else if")]
    [InlineData("{{ 1 + }}", "t.conf(1,8) : error : Error while parsing binary expression: Expecting an <expression> to"
        + " the right of the operator instead of `}}` in: <expression> operator <expression>")]
    public void Names_the_file_and_the_place_of_a_syntax_error(string text, string expected)
    {
        var template = Template.Parse(text, "t.conf");
        Assert.True(template.HasErrors);
        Assert.Equal(expected, template.Messages[0].ToString());
        Assert.Throws<InvalidOperationException>(() => template.Render(new TemplateContext()));
    }

    [Theory]
    [InlineData("ok\n  {{ nope }}\n", "<input>(2,6) : error : The variable or function `nope` was not found")]
    [InlineData("{{ x = null; x.y }}", "<input>(1,16) : error : Cannot get the member x.y for a null object.")]
    [InlineData("{{ 'a' | string.truncate 'b' }}", "<input>(1,26) : error : Unable to convert type `string` to int")]
    [InlineData("{{ 1..2000 }}", "<input>(1,5) : error : Range expression exceeds LoopLimit `1000`.")]
    public void Names_the_place_of_a_failure(string template, string expected) =>
        Assert.Equal(expected, Assert.Throws<ScriptRuntimeException>(() => Rendered.Text(template)).Message);

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var context = new TemplateContext { CancellationToken = source.Token };
        Assert.Throws<ScriptAbortException>(() => Template.Parse("{{ 1 }}").Render(context));
    }

    [Fact]
    public void Refuses_nesting_without_bound()
    {
        var template = Template.Parse($"{{{{ {new string('(', 300)}1{new string(')', 300)} }}}}");
        Assert.StartsWith("The statement depth limit `250` was reached", template.Messages[0].Message);
    }
}
