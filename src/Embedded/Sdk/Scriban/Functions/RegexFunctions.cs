using System.Text.RegularExpressions;
using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>`regex.*`; options are the letters i, m, s and x, others are ignored.</summary>
internal static class RegexFunctions
{
    public static string Escape(string pattern) => Regex.Escape(pattern);

    public static string Unescape(string pattern) => Regex.Unescape(pattern);

    public static ScriptArray Match(TemplateContext context, string text, string pattern, string? options = null)
    {
        var match = Regex.Match(text, pattern, Options(options), context.RegexTimeOut);
        return match.Success ? Groups(match) : [];
    }

    public static ScriptArray Matches(TemplateContext context, string text, string pattern, string? options = null) =>
        new(Regex.Matches(text, pattern, Options(options), context.RegexTimeOut)
            .Select(object? (match) => Groups(match)));

    public static string Replace(
        TemplateContext context, string text, string pattern, string replace, string? options = null) =>
        Regex.Replace(text, pattern, replace, Options(options), context.RegexTimeOut);

    public static ScriptArray Split(TemplateContext context, string text, string pattern, string? options = null) =>
        new(Regex.Split(text, pattern, Options(options), context.RegexTimeOut).AsEnumerable<object?>());

    private static ScriptArray Groups(Match match) => new(match.Groups.Values.Select(object? (group) => group.Value));

    private static RegexOptions Options(string? letters) => (letters ?? "").Aggregate(
        RegexOptions.None,
        (options, letter) => options | letter switch
        {
            'i' => RegexOptions.IgnoreCase,
            'm' => RegexOptions.Multiline,
            's' => RegexOptions.Singleline,
            'x' => RegexOptions.IgnorePatternWhitespace,
            _ => RegexOptions.None,
        });
}
