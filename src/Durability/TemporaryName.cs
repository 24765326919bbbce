using System.Buffers;
using System.Globalization;

namespace Postern.Durability;

/// <summary>
/// The names of temporary files: the target's name plus ".tmp.&lt;YYYYMMDD&gt;T&lt;HHMMSS&gt;Z-&lt;16 lower-case
/// hexadecimal digits&gt;". That is WAL-G's suffix (pkg/storages/storage/utils.go), so that its listings of a shared
/// archive skip ours, too.
/// </summary>
public static class TemporaryName
{
    private const string Marker = ".tmp.";
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const int TimeLength = 16;
    private const int RandomDigits = 16;
    private const int SuffixLength = 5 + TimeLength + 1 + RandomDigits;

    private static readonly SearchValues<char> RandomCharacters = SearchValues.Create("0123456789abcdef");

    /// <summary>A new temporary name beside <paramref name="target"/>.</summary>
    public static string Beside(string target, TimeProvider time)
    {
        Span<byte> random = stackalloc byte[RandomDigits / 2];
        SystemRandom.Fill(random);
        var now = time.GetUtcNow().UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        return $"{target}{Marker}{now}-{Convert.ToHexStringLower(random)}";
    }

    /// <summary>When the temporary was made (UTC, whole seconds), or null for any other name.</summary>
    public static DateTimeOffset? MadeAt(ReadOnlySpan<char> name)
    {
        if (name.Length <= SuffixLength) return null;
        var suffix = name[^SuffixLength..];
        if (!suffix.StartsWith(Marker, StringComparison.Ordinal) || suffix[^(RandomDigits + 1)] != '-') return null;
        if (suffix[^RandomDigits..].ContainsAnyExcept(RandomCharacters)) return null;
        return DateTimeOffset.TryParseExact(
            suffix.Slice(Marker.Length, TimeLength), TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var time) ? time : null;
    }

    /// <summary>Whether the name is that of a temporary file, of ours or of WAL-G.</summary>
    public static bool Is(ReadOnlySpan<char> name) => MadeAt(name) is not null;
}
