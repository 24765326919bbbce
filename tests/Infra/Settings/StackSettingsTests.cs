using Postern.Infra.Settings;
using Xunit;

namespace Postern.Tests.Infra.Settings;

public sealed class StackSettingsTests
{
    private static readonly Dictionary<string, string> Primary = new()
    {
        ["postgres"] = "18",
        ["imageSource"] = "registry",
    };

    [Fact]
    public void A_copy_runs_under_its_primarys_version_and_libraries()
    {
        var copy = StackSettings.Read(new SettingsFixture().Reader(), "drill", Primary.GetValueOrDefault);
        Assert.Equal(18, copy.Major);
        Assert.Equal("registry", copy.ImageSource);
    }

    [Fact]
    public void Its_own_settings_come_first()
    {
        var reader = new SettingsFixture(("postgres", "15"), ("imageSource", "debian")).Reader();
        var copy = StackSettings.Read(reader, "drill", Primary.GetValueOrDefault);
        Assert.Equal(15, copy.Major);
        Assert.Equal("debian", copy.ImageSource);
    }

    [Fact]
    public void What_nobody_says_has_a_default()
    {
        var copy = StackSettings.Read(new SettingsFixture().Reader(), "drill", _ => null);
        Assert.Equal(17, copy.Major);
        Assert.Equal("debian", copy.ImageSource);
    }
}
