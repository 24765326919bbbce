using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Conformance;

/// <summary>
/// This project compiles the tests of ../shared/fixtures/pulumi-conformance, unchanged, when they are there.
/// </summary>
public sealed class SharedFixturesTests
{
    [Fact]
    public void Are_compiled_into_this_project_when_they_are_there()
    {
        if (RepositoryFolder.Shared("pulumi-conformance/Support.cs") is null) Assert.Skip("../shared is not there");
        Assert.NotNull(typeof(SharedFixturesTests).Assembly.GetType("Conformance.Scenario"));
    }
}
