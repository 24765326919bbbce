using System.Reflection;
using System.Text.RegularExpressions;
using Postern.Tests.Embedded.Sdk;
using Postern.Tests.TestKit;
using Xunit;

namespace Postern.Tests.Embedded.Scriban;

/// <summary>
/// The stand-in is a strict subset of the official library. Whether a member may be overridden, and whether it is set
/// once, is left aside: a template's user calls members and overrides none.
/// </summary>
public sealed partial class ScribanSurfaceTests
{
    [Fact]
    public void Every_public_member_stands_in_the_official_library()
    {
        var path = RepositoryFolder.Shared("pulumi-api/Scriban.txt", "spec");
        if (path is null) Assert.Skip("../shared is not there");
        var official = new SurfaceFile(path);
        var strangers = Assembly.Load("Scriban").GetExportedTypes().SelectMany(type => Strangers(type, official));
        Assert.Equal("", string.Join('\n', strangers));
    }

    private static IEnumerable<string> Strangers(Type type, SurfaceFile official)
    {
        var header = type.IsEnum ? $"enum {type.Name}" : SurfaceText.Header(type);
        if (official.Members(type.Namespace!, header) is not { } members) return [$"{type.Namespace}: {header}"];
        if (type.IsEnum) return [];
        return SurfaceText.Members(type)
            .Select(Plain)
            .Except(members.Select(Plain), StringComparer.Ordinal)
            .Where(line => !line.Contains('$', StringComparison.Ordinal))
            .Select(line => $"{type}: {line}");
    }

    private static string Plain(string member) =>
        Modifiers().Replace(member, "")
            .Replace("init; }", "set; }", StringComparison.Ordinal)
            .Replace("List.Enumerator<", "Enumerator<", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(virtual|override|abstract|protected) ")]
    private static partial Regex Modifiers();
}
