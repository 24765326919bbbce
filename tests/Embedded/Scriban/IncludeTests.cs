using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Xunit;

namespace Postern.Tests.Embedded.Scriban;

public sealed class IncludeTests
{
    [Fact]
    public void Indents_and_passes_arguments() => Assert.Equal(
        "x:\n  a = 1\n  b\nend\n",
        Render("x:\n  {{ include 'line' key: 'a' val: 1 }}\nend\n", "{{ $.key }} = {{ $val }}\nb"));

    [Fact]
    public void Reports_errors_of_the_included_file_with_its_name()
    {
        var exception = Assert.Throws<ScriptParserRuntimeException>(() => Render("{{ include 'line' }}", "{{ if }}"));
        Assert.Equal("line(1,7)", exception.ParserMessages[0].Span.ToStringSimple());
    }

    [Fact]
    public void Loads_each_file_once()
    {
        var loader = new OneFile("x");
        var context = new TemplateContext { TemplateLoader = loader };
        Assert.Equal("xxx", Template.Parse("{{ for i in 1..3; include 'line'; end }}").Render(context));
        Assert.Equal(1, loader.Loads);
    }

    private static string Render(string text, string included) =>
        Template.Parse(text).Render(new TemplateContext { TemplateLoader = new OneFile(included) });

    private sealed class OneFile(string text) : ITemplateLoader
    {
        public int Loads { get; private set; }

        public string? GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) => templateName;

        public string? Load(TemplateContext context, SourceSpan callerSpan, string templatePath)
        {
            Loads++;
            return text;
        }

        public ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
            ValueTask.FromResult(Load(context, callerSpan, templatePath));
    }
}
