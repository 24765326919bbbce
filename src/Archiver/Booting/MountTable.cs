using System.Globalization;

namespace Postern.Archiver.Booting;

/// <summary>The mounts of this process; proc(5), /proc/self/mountinfo.</summary>
public sealed class MountTable(IReadOnlyList<Mount> mounts)
{
    public static MountTable Load(string file) => Parse(File.ReadAllText(file));

    public static MountTable Parse(string text)
    {
        var mounts = new List<Mount>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split(' ');
            var separator = Array.IndexOf(fields, "-");
            if (fields.Length < 6 || separator < 0 || separator + 1 >= fields.Length) continue;
            mounts.Add(new Mount(
                Unescape(fields[4]), fields[separator + 1], fields[5].Split(',').Contains("ro")));
        }
        return new MountTable(mounts);
    }

    /// <summary>The mount that holds a path: the last of the longest, as later mounts hide earlier ones.</summary>
    public Mount? MountOf(string path)
    {
        Mount? found = null;
        foreach (var mount in mounts)
        {
            if (!IsBelow(path, mount.Point)) continue;
            if (found is null || mount.Point.Length >= found.Point.Length) found = mount;
        }
        return found;
    }

    private static bool IsBelow(string path, string point) =>
        point == "/" || path == point || path.StartsWith(point + "/", StringComparison.Ordinal);

    /// <summary>Blanks and the like stand as a backslash and three octal digits.</summary>
    private static string Unescape(string text)
    {
        var at = text.IndexOf('\\', StringComparison.Ordinal);
        if (at < 0 || at + 3 >= text.Length) return text;
        var code = Convert.ToInt32(text.Substring(at + 1, 3), 8);
        return string.Create(CultureInfo.InvariantCulture, $"{text[..at]}{(char)code}") + Unescape(text[(at + 4)..]);
    }
}

/// <summary>A mount: its point, its file system's type, and whether it is read-only here.</summary>
public sealed record Mount(string Point, string Type, bool ReadOnly);
