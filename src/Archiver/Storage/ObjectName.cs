namespace Postern.Archiver.Storage;

/// <summary>
/// The rule for names of objects: relative, "/" between folders, no empty, "." or ".." part, no control character.
/// </summary>
public static class ObjectName
{
    /// <exception cref="ArgumentException">The name would leave its prefix or cannot be stored everywhere.</exception>
    public static void Check(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyInRange('\0', '\x1f'))
            throw new ArgumentException($"object name '{name}' is empty or has a control character", nameof(name));
        foreach (var range in name.AsSpan().Split('/'))
        {
            if (name.AsSpan(range) is "" or "." or "..")
                throw new ArgumentException($"object name '{name}' has an empty, '.' or '..' part", nameof(name));
        }
    }

    /// <summary>Whether the name is directly in the folder that the prefix names up to its last "/".</summary>
    public static bool IsDirectlyUnder(string prefix, string name) =>
        name.StartsWith(prefix, StringComparison.Ordinal) && name.IndexOf('/', prefix.Length) < 0;
}
