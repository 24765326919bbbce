using System.Globalization;
using Scriban;
using Xunit;

namespace Postern.Tests.Embedded.Scriban;

public sealed class CultureTests
{
    [Fact]
    public void Renders_the_same_under_every_culture_of_the_process()
    {
        const string Text =
            "{{ 1.5 }} {{ 1234.5 | math.format 'N1' }} {{ 'TITLE' | string.downcase }} {{ 'i' | string.upcase }}";
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");
            Assert.Equal("1.5 1,234.5 title I", Template.Parse(Text).Render());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Uses_the_culture_that_it_is_given()
    {
        var context = new TemplateContext();
        context.PushCulture(new CultureInfo("de-DE"));
        Assert.Equal("1,5", Template.Parse("{{ 1.5 }}").Render(context));
    }
}
