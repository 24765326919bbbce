using System.Globalization;
using Scriban;
using Scriban.Runtime;
using Xunit;

namespace Postern.Tests.Embedded.Scriban;

/// <summary>.NET objects as models.</summary>
public sealed class ModelTests
{
    [Theory]
    [InlineData("HttpPort", "http_port")]
    [InlineData("HTTPPort", "httpport")]
    [InlineData("PGData", "pgdata")]
    [InlineData("Pg16Port", "pg16_port")]
    [InlineData("IPv4Address", "ipv4_address")]
    [InlineData("useSSL", "use_ssl")]
    [InlineData("MaxConns2", "max_conns2")]
    [InlineData("A1B", "a1_b")]
    [InlineData("EnableTLSv13", "enable_tlsv13")]
    [InlineData("wal_level", "wal_level")]
    [InlineData("_Hidden", "__hidden")]
    [InlineData("URLOfThing", "urlof_thing")]
    public void Renames_members_as_the_official_renamer_does(string name, string expected) =>
        Assert.Equal(expected, StandardMemberRenamer.Rename(name));

    [Fact]
    public void Reads_members_of_nested_objects_and_lists()
    {
        var model = new Server("db", [new Listener(5432, true), new Listener(5433, false)]);
        const string Text = "{{ host_name }}{{ for l in listeners }} {{ l.http_port }}/{{ l.use_tls }}{{ end }}";
        Assert.Equal("db 5432/true 5433/false", Template.Parse(Text).Render(model));
    }

    [Fact]
    public void Hides_what_is_marked_and_what_the_filter_refuses()
    {
        var model = new Server("db", []);
        Assert.Equal("[]", Template.Parse("[{{ password }}]").Render(model));
        var filtered = Template.Parse("[{{ host_name }}]").Render(model, null, member => member.Name != "HostName");
        Assert.Equal("[]", filtered);
    }

    [Fact]
    public void Calls_functions_of_the_program()
    {
        var global = new ScriptObject();
        global.Import("quote", (string text) => $"'{text}'");
        var context = new TemplateContext();
        context.PushGlobal(global);
        Assert.Equal("'a' 'B'", Template.Parse("{{ quote 'a' }} {{ 'b' | string.upcase | quote }}").Render(context));
    }

    [Fact]
    public void Keeps_the_order_of_members_and_protects_read_only_ones()
    {
        var model = new ScriptObject { ["b"] = 1, ["a"] = null };
        model.SetValue("c", "x", readOnly: true);
        Assert.Equal("{b: 1, a: null, c: \"x\"}", model.ToString(CultureInfo.InvariantCulture));
        Assert.Throws<InvalidOperationException>(() => model["c"] = 2);
        Assert.Equal(["b", "a", "c"], ScriptObject.From(model).Keys);
    }

    private sealed record Listener(int HttpPort, bool UseTls);

    private sealed record Server(string HostName, IReadOnlyList<Listener> Listeners)
    {
        [ScriptMemberIgnore]
        public string Password { get; } = "secret";
    }
}
