using System.Text.RegularExpressions;
using Xunit;

namespace Postern.Tests.Tidy;

/// <summary>Documents are true: their links resolve, and the README stays short enough to be read.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_link_between_documents_resolves()
    {
        var broken = new List<string>();
        foreach (var path in SourceTree.Files("*.md"))
        {
            foreach (Match match in Link().Matches(File.ReadAllText(path)))
            {
                var target = match.Groups["target"].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal)) continue;
                if (!Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, target))) broken.Add(
                    $"{SourceTree.Relative(path)}: {target}");
            }
        }
        Assert.Empty(broken);
    }

    [Fact]
    public void The_readme_has_at_most_150_lines() =>
        Assert.True(File.ReadAllLines(SourceTree.Files("README.md")[0]).Length <= 150);

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(SourceTree.Files("Postern.slnx").Single());
        Assert.DoesNotContain(
            SourceTree.Files("*.csproj").Select(SourceTree.Relative),
            project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
