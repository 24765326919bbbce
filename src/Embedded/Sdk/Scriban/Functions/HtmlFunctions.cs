using System.Net;
using System.Text.RegularExpressions;

namespace Scriban.Functions;

/// <summary>`html.*`</summary>
internal static class HtmlFunctions
{
    private const string Tags =
        @"<script.*?</script>|<!--.*?-->|<style.*?</style>|<(?:[^>=]|='[^']*'|=""[^""]*""|=[^'""][^\s>]*)*>";

    public static string? Strip(TemplateContext context, string? text) => string.IsNullOrEmpty(text)
        ? text
        : Regex.Replace(text, Tags, "", RegexOptions.IgnoreCase | RegexOptions.Singleline, context.RegexTimeOut);

    public static string? Escape(string? text) => WebUtility.HtmlEncode(text);

    public static string? NewlineToBr(string? text) =>
        string.IsNullOrEmpty(text) ? text : Regex.Replace(text, @"\r\n|\r|\n", "<br />$0");

    public static string? UrlEncode(string? text) => string.IsNullOrEmpty(text) ? text : Uri.EscapeDataString(text);

    /// <summary>Encodes what no URL may contain, and leaves its delimiters.</summary>
    public static string? UrlEscape(string? text) => string.IsNullOrEmpty(text)
        ? text
        : Regex.Replace(text, @"[^a-zA-Z0-9\-._~:/?#\[\]@!$&'()*+,;=]+", match => Uri.EscapeDataString(match.Value));
}
