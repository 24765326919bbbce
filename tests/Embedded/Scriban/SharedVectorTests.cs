using System.Text.Json;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Scriban;

public sealed class SharedVectorTests
{
    [Fact]
    public void Renders_and_refuses_as_the_official_library_does()
    {
        var path = RepositoryFolder.Shared("scriban-cases.json");
        if (path is null) Assert.Skip("../shared/fixtures/scriban-cases.json is not there");
        using var cases = JsonDocument.Parse(File.ReadAllText(path));
        var differences = cases.RootElement.EnumerateArray()
            .Select(json => new ScribanCase(json).Difference())
            .Where(difference => difference is not null);
        Assert.Equal("", string.Join("\n", differences));
    }
}
