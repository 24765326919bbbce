using Postern.Infra.Settings;
using Xunit;

namespace Postern.Tests.Infra.Settings;

public sealed class SettingKeysTests
{
    [Fact]
    public void A_misspelt_key_is_named_with_the_one_that_was_meant()
    {
        var problems = new SettingsProblems();
        SettingKeys.Check("primary", ["kind", "databse"], problems);
        var error = Assert.Throws<SettingsException>(problems.ThrowIfAny);
        Assert.Equal("postern:databse: is not a setting of a primary stack; did you mean 'postern:database'?",
            error.Message);
    }

    [Fact]
    public void A_plain_setting_of_another_stack_is_read_from_its_file()
    {
        using var folder = new Postern.Tests.TestKit.TemporaryFolder();
        File.WriteAllText(folder.At("dev"), "config:\n  postern:kind: primary\n  postern:imageSource: \"registry\"\n");
        Assert.Equal("registry", StackFileKeys.Value(folder.At("dev"), "imageSource"));
        Assert.Null(StackFileKeys.Value(folder.At("dev"), "port"));
        Assert.Null(StackFileKeys.Value(folder.At("none"), "imageSource"));
        File.WriteAllText(folder.At("hand"), "config:\n  postern:config:postgres: 18  # since May\n");
        Assert.Equal("18", StackFileKeys.Value(folder.At("hand"), "postgres"));
    }

    [Fact]
    public void Keys_are_found_in_a_stack_file_however_they_are_quoted()
    {
        const string yaml = """
            encryptionsalt: v1:x
            config:
              postern:kind: primary
              "postern:port": "1"
              'postern:config:name': dev
              other:key: 1
              postern:parameters:
                work_mem: 4MB
            """;
        Assert.Equal(["kind", "port", "name", "parameters"], StackFileKeys.Of(yaml));
    }
}
