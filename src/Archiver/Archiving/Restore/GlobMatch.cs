namespace Postern.Archiver.Archiving.Restore;

/// <summary>Go's <c>filepath.Match</c>: <c>*</c> and <c>?</c> stay within a folder, <c>[a-z]</c> and <c>[^a]</c>,
/// backslash escapes.</summary>
internal static class GlobMatch
{
    public static bool IsMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                while (!pattern.IsEmpty && pattern[0] == '*') pattern = pattern[1..];
                for (var i = 0; ; i++)
                {
                    if (IsMatch(pattern, text[i..])) return true;
                    if (i == text.Length || text[i] == '/') return false;
                }
            }
            if (text.IsEmpty || !MatchesOne(ref pattern, text[0])) return false;
            text = text[1..];
        }
        return text.IsEmpty;
    }

    private static bool MatchesOne(ref ReadOnlySpan<char> pattern, char value)
    {
        var first = pattern[0];
        pattern = pattern[1..];
        if (first == '?') return value != '/';
        if (first == '[') return MatchesClass(ref pattern, value);
        if (first == '\\' && !pattern.IsEmpty)
        {
            first = pattern[0];
            pattern = pattern[1..];
        }
        return first == value;
    }

    private static bool MatchesClass(ref ReadOnlySpan<char> pattern, char value)
    {
        var negated = !pattern.IsEmpty && pattern[0] == '^';
        if (negated) pattern = pattern[1..];
        var matched = false;
        while (!pattern.IsEmpty && pattern[0] != ']')
        {
            var low = pattern[0];
            var high = pattern.Length > 2 && pattern[1] == '-' && pattern[2] != ']' ? pattern[2] : low;
            pattern = pattern[(high == low ? 1 : 3)..];
            matched |= value >= low && value <= high;
        }
        pattern = pattern.IsEmpty ? pattern : pattern[1..];
        return matched != negated && value != '/';
    }
}
