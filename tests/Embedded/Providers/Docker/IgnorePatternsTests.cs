using Postern.Embedded.Providers.Docker.Images;
using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

public sealed class IgnorePatternsTests
{
    [Theory]
    [InlineData("*.log", "a.log", true)]
    [InlineData("*.log", "sub/a.log", false)]
    [InlineData("**/*.log", "sub/deep/a.log", true)]
    [InlineData("**/*.log", "a.log", true)]
    [InlineData("logs", "logs/a/b", true)]
    [InlineData("logs/", "logs/a", true)]
    [InlineData("/logs", "logs/a", true)]
    [InlineData("./logs/../logs/a", "logs/a", true)]
    [InlineData("logs/**", "logs/a/b", true)]
    [InlineData("logs/**", "logs", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("[ab].txt", "b.txt", true)]
    [InlineData("[ab].txt", "c.txt", false)]
    [InlineData("# logs", "logs", false)]
    [InlineData("", "logs", false)]
    [InlineData("a+b(1).txt", "a+b(1).txt", true)]
    [InlineData("**", "any/thing", true)]
    public void Matches_as_Docker_does(string rule, string path, bool ignored) =>
        Assert.Equal(ignored, IgnorePatterns.Parse([rule]).Ignores(path));

    [Fact]
    public void A_later_rule_wins()
    {
        var rules = IgnorePatterns.Parse(["*", "!keep", "keep/secret"]);
        Assert.True(rules.Ignores("other"));
        Assert.False(rules.Ignores("keep/this"));
        Assert.True(rules.Ignores("keep/secret"));
        Assert.True(rules.CanTakeBack);
    }
}
