using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>
/// URN patterns of <c>--target</c>: <c>*</c> matches within a part of a URN, <c>**</c> across parts. Source:
/// pulumi/pulumi pkg/resource/deploy/target.go.
/// </summary>
public sealed class TargetPatterns(ImmutableArray<string> patterns)
{
    private readonly ImmutableArray<Regex> _globs =
        [.. patterns.Where(pattern => pattern.Contains('*')).Select(ToRegex)];
    private readonly ImmutableHashSet<string> _literals =
        [.. patterns.Where(pattern => !pattern.Contains('*'))];

    public bool IsEmpty => patterns.Length == 0;

    public bool Match(string urn) => _literals.Contains(urn) || _globs.Any(glob => glob.IsMatch(urn));

    private static Regex ToRegex(string pattern)
    {
        var escaped = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^:]*", StringComparison.Ordinal);
        return new Regex("^" + escaped + "$", RegexOptions.CultureInvariant);
    }
}
