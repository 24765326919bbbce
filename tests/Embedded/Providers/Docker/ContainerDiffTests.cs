using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Schemas;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Providers.Docker.Containers;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

public sealed class ContainerDiffTests
{
    private const string Old = """
        {"name":"db","image":"sha256:1","envs":["A=1","B=2"],"command":["a","b"],"memory":64,"restart":"no",
         "labels":[{"label":"a","value":"1"},{"label":"b","value":"2"}],"tmpfs":{"/run/x":"rw"},
         "ports":[{"internal":5432,"external":15432,"ip":"127.0.0.1","protocol":"tcp"}],
         "healthcheck":{"tests":["CMD","/bin/true"],"interval":"1m0s","startInterval":"0s"},
         "uploads":[{"file":"/a","content":"x"},{"file":"/b","content":"y"}],
         "networksAdvanced":[{"name":"net","aliases":["db","primary"]}],"networkMode":"bridge","mustRun":true}
        """;

    [Theory]
    [InlineData("image", "\"sha256:2\"", "image=UpdateReplace")]
    [InlineData("memory", "96", "memory=Update")]
    [InlineData("restart", "\"always\"", "restart=Update")]
    [InlineData("deviceReadBps", """[{"path":"/dev/sda","rate":1048576}]""", "deviceReadBps=AddReplace")]
    [InlineData("mustRun", "false", "mustRun=Update")]
    [InlineData("destroyGraceSeconds", "120", "destroyGraceSeconds=Add")]
    [InlineData("user", "\"999\"", "user=AddReplace")]
    [InlineData("envs", """["B=2","A=1"]""", "")]
    [InlineData("envs", """["A=2","B=2"]""", "envs[0]=UpdateReplace")]
    [InlineData("envs", """["A=1"]""", "envs[1]=DeleteReplace")]
    [InlineData("command", """["a","c"]""", "command[1]=UpdateReplace")]
    [InlineData(
        "labels", """[{"label":"b","value":"2"},{"label":"a","value":"3"}]""",
        "labels[0]=DeleteReplace labels[1]=AddReplace")]
    [InlineData(
        "tmpfs", """{"/run/x":"ro","/run/y":"rw"}""", "tmpfs[\"/run/x\"]=UpdateReplace tmpfs[\"/run/y\"]=AddReplace")]
    [InlineData(
        "ports", """[{"internal":5432,"external":15433,"ip":"127.0.0.1"}]""", "ports[0].external=UpdateReplace")]
    [InlineData("ports", """[{"internal":5432,"ip":"127.0.0.1"}]""", "")]
    [InlineData("healthcheck", """{"tests":["CMD","/bin/true"],"interval":"60s"}""", "")]
    [InlineData(
        "healthcheck", """{"tests":["CMD","/bin/false"],"interval":"60s"}""", "healthcheck.tests[1]=UpdateReplace")]
    [InlineData("uploads", """[{"file":"/b","content":"y"},{"file":"/a","content":"x"}]""", "")]
    [InlineData("uploads", """[{"file":"/a","content":"z"},{"file":"/b","content":"y"}]""", "uploads=UpdateReplace")]
    [InlineData("networksAdvanced", """[{"name":"net","aliases":["primary","db"],"gwPriority":0}]""", "")]
    [InlineData("networksAdvanced", """[{"name":"net","aliases":["db"]}]""", "networksAdvanced[0]=UpdateReplace")]
    public void Says_what_changes_and_whether_it_replaces(string name, string value, string expected)
    {
        var old = Property.Map(Old);
        var diff = Compare(old, old.With(name, Property.Map($$"""{"x":{{value}}}""")["x"]));
        Assert.Equal(expected, string.Join(' ', diff.Details.Select(entry => $"{entry.Key}={entry.Value}")));
        Assert.Equal(expected.Contains("Replace", StringComparison.Ordinal), !diff.ReplaceKeys.IsEmpty);
    }

    [Fact]
    public void What_is_not_known_yet_counts_as_changed()
    {
        var old = Property.Map(Old);
        var diff = Compare(old, old.With("image", PropertyUnknown.Instance));
        Assert.Equal(DiffKind.UpdateReplace, diff.Details["image"]);
    }

    [Fact]
    public void Ignored_changes_do_not_count()
    {
        var old = Property.Map(Old);
        Assert.False(Compare(old, old.With("image", new PropertyString("x")), "image").HasChanges);
    }

    private static DiffResult Compare(PropertyMap old, PropertyMap wanted, params ImmutableArray<string> ignored) =>
        SchemaComparer.Compare(
            ContainerSchema.Properties,
            new DiffRequest(
                new ResourceIdentity("", "", ""), "id", old, old, SchemaDefaults.Apply(
                    ContainerSchema.Properties, wanted), ignored),
            true);
}
