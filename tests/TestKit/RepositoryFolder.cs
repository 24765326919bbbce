namespace Postern.Tests.TestKit;

/// <summary>Where the tests find the checkout, and the fixtures that may lie beside it.</summary>
public static class RepositoryFolder
{
    /// <summary>The checkout's root: the nearest parent folder of the test assembly that holds Postern.slnx.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>
    /// A path below ../shared/fixtures (or ../shared/spec with <paramref name="folder"/> "spec"), or null where it is
    /// not there. The repository stands alone: tests of shared files run when they are there.
    /// </summary>
    public static string? Shared(string relative, string folder = "fixtures")
    {
        var path = Path.Combine(Path.GetDirectoryName(Root)!, "shared", folder, relative);
        return Path.Exists(path) ? path : null;
    }

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Postern.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException($"no Postern.slnx above '{start}'");
    }
}
