using Scriban.Runtime;
using Xunit;

namespace Postern.Tests.Embedded.Scriban;

/// <summary>What templates of server settings need, in the shape that they have.</summary>
public sealed class ConfigurationTemplateTests
{
    [Fact]
    public void Renders_parameters_one_per_line_with_quotes_doubled()
    {
        const string Template = """
            # {{ name }}
            {{~ for p in parameters ~}}
            {{ p.key }} = '{{ p.value | string.replace "'" "''" }}'
            {{~ end ~}}
            {{~ if tls ~}}
            ssl = on
            {{~ else ~}}
            ssl = off
            {{~ end ~}}

            """;
        var parameters = new ScriptObject { ["work_mem"] = "64MB", ["archive_command"] = "test 'x'" };

        var text = Rendered.Text(Template, ("name", "dev"), ("parameters", parameters), ("tls", false));

        Assert.Equal("# dev\nwork_mem = '64MB'\narchive_command = 'test ''x'''\nssl = off\n", text);
    }

    [Fact]
    public void Indents_every_line_of_a_value_as_its_place_is_indented()
    {
        var text = Rendered.Text("job:\n  {{ body }}\nend\n", ("body", "a\n\nb"));
        Assert.Equal("job:\n  a\n  \n  b\nend\n", text);
    }

    [Fact]
    public void Leaves_text_for_other_template_languages_alone()
    {
        const string Template = "{%{{{ env \"DC\" }} }%}${X:-{{ port }}}\n";
        Assert.Equal("{{ env \"DC\" }} ${X:-5432}\n", Rendered.Text(Template, ("port", 5432)));
    }

    [Theory]
    [InlineData("{{ case kind }}{{ when 'primary' }}P{{ when 'standby', 'drill' }}S{{ else }}?{{ end }}", "S")]
    [InlineData("{{ kind | string.upcase | string.slice 0 3 }}", "DRI")]
    [InlineData("{{ func quote(x) ; ret \"'\" + x + \"'\" ; end }}{{ quote kind }}", "'drill'")]
    [InlineData("{{ capture x }}<{{ kind }}>{{ end }}{{ x }}{{ x }}", "<drill><drill>")]
    [InlineData("{{ [1, 2, 3] | array.each do; ret $0 * 2; end | array.join '+' }}", null)]
    [InlineData("{{ (([1, 2, 3] | array.each @double) | array.join '+') }}", "2+4+6")]
    public void Offers_conditions_pipes_functions_and_captures(string template, string? expected)
    {
        (string, object?)[] model = [("kind", "drill")];
        const string Double = "{{ double(x) = x * 2 }}";
        if (expected is null)
        {
            // A pipe cannot follow `do ... end`: the official parser reads it as a new statement.
            Assert.Throws<InvalidOperationException>(() => Rendered.Text(template, model));
            return;
        }
        Assert.Equal(expected, Rendered.Text(Double + template, model));
    }
}
