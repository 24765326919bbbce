using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>
/// The rules of a .dockerignore file. A later rule wins; "!" takes back; a rule that matches a folder matches what is
/// below. Source: moby/patternmatcher (patternmatcher.go, ignorefile/ignorefile.go).
/// </summary>
internal sealed class IgnorePatterns
{
    private readonly ImmutableArray<(Regex Pattern, bool TakesBack)> _rules;

    private IgnorePatterns(ImmutableArray<(Regex Pattern, bool TakesBack)> rules) => _rules = rules;

    /// <summary>Whether some rule takes back: then a folder that is ignored may hold files that are not.</summary>
    public bool CanTakeBack => _rules.Any(static rule => rule.TakesBack);

    /// <summary>Reads <c>DOCKERFILE.dockerignore</c>, else <c>.dockerignore</c> of the context, else nothing.</summary>
    public static IgnorePatterns Load(string context, string dockerfile)
    {
        string[] candidates = [dockerfile + ".dockerignore", Path.Combine(context, ".dockerignore")];
        var file = candidates.FirstOrDefault(File.Exists);
        return file is null ? new IgnorePatterns([]) : Parse(File.ReadLines(file));
    }

    public static IgnorePatterns Parse(IEnumerable<string> lines)
    {
        var rules = ImmutableArray.CreateBuilder<(Regex, bool)>();
        foreach (var line in lines)
        {
            if (line.StartsWith('#')) continue;
            var text = line.Trim();
            var takesBack = text.StartsWith('!');
            if (takesBack) text = text[1..].Trim();
            text = Clean(text);
            if (text.Length > 0) rules.Add((ToRegex(text), takesBack));
        }
        return new IgnorePatterns(rules.ToImmutable());
    }

    /// <summary>Whether the path, relative to the context and with slashes, is left out.</summary>
    public bool Ignores(string path)
    {
        var ignored = false;
        foreach (var (pattern, takesBack) in _rules)
        {
            // A rule cannot change what it would only repeat.
            if (ignored == takesBack && MatchesWithParents(pattern, path)) ignored = !takesBack;
        }
        return ignored;
    }

    private static bool MatchesWithParents(Regex pattern, string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOf('/', end - 1))
        {
            if (pattern.IsMatch(path[..end])) return true;
        }
        return false;
    }

    // filepath.Clean of a relative path, without a slash in front: "./a//b/../c/" is "a/c".
    private static string Clean(string path)
    {
        if (path.Length == 0) return "";
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else if (part != ".." || !path.StartsWith('/')) parts.Add(part);
        }
        return parts.Count == 0 ? "." : string.Join('/', parts);
    }

    private static Regex ToRegex(string pattern)
    {
        var text = new StringBuilder("^");
        for (var index = 0; index < pattern.Length; index++)
        {
            var letter = pattern[index];
            if (letter == '*' && index + 1 < pattern.Length && pattern[index + 1] == '*')
            {
                index++;
                if (index + 1 < pattern.Length && pattern[index + 1] == '/') index++;
                text.Append(index + 1 >= pattern.Length ? ".*" : "(.*/)?");
            }
            else if (letter == '*') text.Append("[^/]*");
            else if (letter == '?') text.Append("[^/]");
            else if (letter == '\\' && index + 1 < pattern.Length)
            {
                text.Append(Regex.Escape(pattern[++index].ToString()));
            }
            else if (letter is '[' or ']' or '^' or '-') text.Append(letter);
            else text.Append(Regex.Escape(letter.ToString()));
        }
        return new Regex(text.Append(@"\z").ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}
