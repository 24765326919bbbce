using System.Reflection;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Sdk;

/// <summary>
/// The stand-ins are a strict subset: every public member stands, with the same shape, in the official package.
/// </summary>
public sealed class SurfaceTests
{
    [Theory]
    [InlineData("Pulumi")]
    [InlineData("Pulumi.Aws")]
    [InlineData("Pulumi.Command")]
    [InlineData("Pulumi.Docker")]
    [InlineData("Pulumi.Nomad")]
    [InlineData("Pulumi.Random")]
    public void Every_public_member_stands_in_the_official_package(string package)
    {
        var path = RepositoryFolder.Shared($"pulumi-api/{package}.txt", "spec");
        if (path is null) Assert.Skip("../shared is not there");
        Assert.Empty(Strangers(Assembly.Load(package), new SurfaceFile(path)));
    }

    private static List<string> Strangers(Assembly assembly, SurfaceFile official)
    {
        var strangers = new List<string>();
        foreach (var type in assembly.GetExportedTypes())
        {
            var header = SurfaceText.Header(type);
            var members = official.Members(type.Namespace!, header);
            if (members is null) strangers.Add($"{type.Namespace}: {header}");
            else strangers.AddRange(SurfaceText.Members(type).Except(members).Select(line => $"{type}: {line}"));
        }
        return strangers;
    }
}
