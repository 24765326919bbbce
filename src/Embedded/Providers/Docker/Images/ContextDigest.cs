using System.Security.Cryptography;
using System.Text;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>
/// The input "build.contextDigest", to the byte: SHA-256 over one record per file: path, Go's text of the mode, SHA-256
/// of the content (of a link: of the path that it leads to), a zero byte. Source: pulumi-docker provider.go,
/// hashContext.
/// </summary>
internal static class ContextDigest
{
    /// <exception cref="IOException">A file cannot be read, or a link leads nowhere.</exception>
    public static string Compute(BuildContext context)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // The Dockerfile comes first under a fixed name and without a mode, and again as a file of the context when it
        // lies there.
        Append(digest, "Dockerfile", "----------", HashFile(context.Dockerfile));
        foreach (var entry in context.Entries().Where(static entry => !entry.IsFolder))
        {
            var content = entry.IsLink
                ? SHA256.HashData(Encoding.UTF8.GetBytes(
                    LinkPath.Resolve(Join(context.Folder, entry.Path), context.WorkingFolder)))
                : HashFile(entry.FullPath);
            Append(digest, entry.Path, ModeText(entry.Mode, entry.IsLink), content);
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>A mode as Go's fs.FileMode.String writes it.</summary>
    internal static string ModeText(UnixFileMode mode, bool isLink)
    {
        var text = new StringBuilder();
        if (isLink) text.Append('L');
        if (mode.HasFlag(UnixFileMode.SetUser)) text.Append('u');
        if (mode.HasFlag(UnixFileMode.SetGroup)) text.Append('g');
        if (mode.HasFlag(UnixFileMode.StickyBit)) text.Append('t');
        if (text.Length == 0) text.Append('-');
        const string letters = "rwxrwxrwx";
        for (var bit = 0; bit < letters.Length; bit++)
        {
            text.Append(((int)mode & (1 << (letters.Length - 1 - bit))) != 0 ? letters[bit] : '-');
        }
        return text.ToString();
    }

    private static string Join(string folder, string path) =>
        folder.Length == 0 ? path : folder.TrimEnd('/') + "/" + path;

    private static byte[] HashFile(string path)
    {
        using var stream = File.OpenRead(path);
        return SHA256.HashData(stream);
    }

    private static void Append(IncrementalHash digest, string path, string mode, byte[] content)
    {
        digest.AppendData(Encoding.UTF8.GetBytes(path));
        digest.AppendData(Encoding.UTF8.GetBytes(mode));
        digest.AppendData(content);
        digest.AppendData([0]);
    }
}
