namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>
/// Go's filepath.EvalSymlinks: a path without links, relative when it was given so and no link is absolute.
/// </summary>
internal static class LinkPath
{
    private const int MostLinks = 255;

    /// <param name="path">The path.</param>
    /// <param name="workingFolder">From where it counts when it is relative.</param>
    /// <exception cref="IOException">A part does not exist, or the links go round in circles.</exception>
    public static string Resolve(string path, string workingFolder)
    {
        var rest = new Stack<string>(path.Split('/').Reverse());
        var done = new List<string>();
        var rooted = path.StartsWith('/');
        var links = 0;
        while (rest.TryPop(out var part))
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                if (done.Count > 0 && done[^1] != "..") done.RemoveAt(done.Count - 1);
                else if (!rooted) done.Add(part);
                continue;
            }
            var candidate = Text([.. done, part], rooted);
            var full = Path.GetFullPath(candidate, workingFolder);
            if (new FileInfo(full).LinkTarget is { } target)
            {
                if (++links > MostLinks) throw new IOException($"could not evaluate symlink at {path}: too many links");
                if (target.StartsWith('/')) (rooted, done) = (true, []);
                foreach (var piece in target.Split('/').Reverse()) rest.Push(piece);
                continue;
            }
            if (!Path.Exists(full))
            {
                throw new IOException($"could not evaluate symlink at {path}: no such file or directory");
            }
            done.Add(part);
        }
        return Text(done, rooted);
    }

    private static string Text(List<string> parts, bool rooted)
    {
        var text = string.Join('/', parts);
        if (rooted) return "/" + text;
        return text.Length == 0 ? "." : text;
    }
}
