using Postern.Tests.TestKit;

namespace Postern.Tests.Tidy;

/// <summary>The files of the checkout that people wrote: what git lists, without what is built.</summary>
internal static class SourceTree
{
    private static readonly string[] Ignored = ["artifacts", ".git", ".pulumi", "bin", "obj", "TestResults"];

    public static IReadOnlyList<string> Files(string pattern) =>
    [
        .. Walk(RepositoryFolder.Root, pattern).Order(StringComparer.Ordinal),
    ];

    public static string Relative(string path) => Path.GetRelativePath(RepositoryFolder.Root, path);

    private static IEnumerable<string> Walk(string folder, string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(folder, pattern)) yield return file;
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            if (Ignored.Contains(Path.GetFileName(child), StringComparer.Ordinal)) continue;
            foreach (var file in Walk(child, pattern)) yield return file;
        }
    }
}
