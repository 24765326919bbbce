using Postern.Archiver.Archiving.Restore;
using Xunit;

namespace Postern.Tests.Archiver.Archiving.Restore;

public sealed class GlobMatchTests
{
    [Theory]
    [InlineData("base/*/1259", "base/5/1259", true)]
    [InlineData("base/*", "base/5/1259", false)]
    [InlineData("*", "PG_VERSION", true)]
    [InlineData("base/?/1[0-9]*", "base/5/1259", true)]
    [InlineData("[^a]*", "abc", false)]
    [InlineData("\\*", "*", true)]
    [InlineData("", "", true)]
    [InlineData("a*b*c", "aXbYc", true)]
    [InlineData("a*b*c", "aXbY", false)]
    public void Matches_as_Go_does(string pattern, string text, bool expected) =>
        Assert.Equal(expected, GlobMatch.IsMatch(pattern, text));
}
