using Postern.Archiver.Failures;

namespace Postern.Archiver.Archiving.Restore;

/// <summary>
/// Member names as paths below the data directory. Local backups write <c>/base/1</c>, remote ones <c>base/1</c>,
/// other writers
/// <c>./base/1</c> or a trailing slash: all mean the same here.
/// </summary>
public static class MemberPath
{
    /// <summary>Relative, without slashes at the ends; "" for the data directory itself.</summary>
    /// <exception cref="ArchiverException">ObjectCorrupt for a name that leads out of the data directory.</exception>
    public static string Normalize(string name)
    {
        if (IsClean(name)) return name[0] == '/' ? name[1..] : name;
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (Array.IndexOf(parts, "..") >= 0 || name.Contains('\0', StringComparison.Ordinal))
            throw new ArchiverException(
                FailureCode.ObjectCorrupt, $"member '{name}' leads out of the data directory",
                "do not trust this archive.");
        return string.Join('/', parts.Where(part => part != "."));
    }

    /// <summary>Most names, of which there may be millions: at most a slash in front is to be taken away.</summary>
    private static bool IsClean(string name) =>
        name.Length > 1 && name[^1] != '/' && name[0] != '.'
        && !name.Contains("//", StringComparison.Ordinal) && !name.Contains("/.", StringComparison.Ordinal)
        && !name.Contains('\0', StringComparison.Ordinal);
}
