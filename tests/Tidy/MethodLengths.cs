using System.Text.RegularExpressions;

namespace Postern.Tests.Tidy;

/// <summary>
/// Finds methods by the layout that the editor settings enforce: a member's line with a parameter list, then a line
/// that is "{" alone at the same indentation, closed by "}" there. Good enough for a limit, without a compiler.
/// </summary>
internal static partial class MethodLengths
{
    public static IEnumerable<(int Line, int Length)> Of(string[] lines)
    {
        for (var open = 1; open < lines.Length; open++)
        {
            if (lines[open].Trim() != "{") continue;
            var indentation = lines[open].IndexOf('{', StringComparison.Ordinal);
            var head = Head(lines, open, indentation);
            if (head < 0 || !Member().IsMatch(lines[head])) continue;
            var closing = new string(' ', indentation) + "}";
            var close = Array.FindIndex(lines, open + 1, line => line.StartsWith(closing, StringComparison.Ordinal));
            if (close > 0) yield return (head + 1, close - open - 1);
        }
    }

    /// <summary>The line above the brace at which its declaration begins: the nearest with the brace's own
    /// indentation.</summary>
    private static int Head(string[] lines, int open, int indentation)
    {
        for (var line = open - 1; line >= 0; line--)
        {
            var text = lines[line];
            if (text.Trim().Length == 0) return -1;
            if (text.Length - text.TrimStart().Length == indentation) return line;
        }
        return -1;
    }

    [GeneratedRegex(@"^\s*(?!.*\b(class|record|struct|interface)\b)"
        + @"(public|private|internal|protected|static|async|override|sealed|unsafe|partial)\b[^;=]*\(")]
    private static partial Regex Member();
}
