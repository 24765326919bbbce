using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>`string.*`; names, parameters and their oddities are the official library's.</summary>
internal static partial class StringFunctions
{
    public static string? Escape(string? text)
    {
        if (text is null) return null;
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\a' => "\\a",
                '\b' => "\\b",
                '\t' => "\\t",
                '\r' => "\\r",
                '\v' => "\\v",
                '\f' => "\\f",
                '\n' => "\\n",
                < ' ' => $"\\x{(int)c:x2}",
                _ => c.ToString(),
            });
        }
        return escaped.ToString();
    }

    public static string Append(TemplateContext context, string? text, string? with) => Limited(context, text + with);

    public static string Prepend(TemplateContext context, string? text, string? by) => Limited(context, by + text);

    public static string Capitalize(string? text) =>
        string.IsNullOrEmpty(text) ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    public static string Capitalizewords(string? text)
    {
        var result = new StringBuilder();
        var isStart = true;
        foreach (var c in text ?? "")
        {
            var isWord = isStart && char.IsLetter(c);
            result.Append(isWord ? char.ToUpperInvariant(c) : c);
            if (char.IsWhiteSpace(c)) isStart = true;
            else if (isWord) isStart = false;
        }
        return result.ToString();
    }

    public static bool Contains(string? text, string? value) =>
        !string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(value) && text.Contains(value, StringComparison.Ordinal);

    public static bool StartsWith(string? text, string? value) =>
        !string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(value)
        && text.StartsWith(value, false, CultureInfo.CurrentCulture);

    public static bool EndsWith(string? text, string? value) =>
        !string.IsNullOrEmpty(text) && !string.IsNullOrEmpty(value)
        && text.EndsWith(value, false, CultureInfo.CurrentCulture);

    public static bool Empty(string? text) => string.IsNullOrEmpty(text);

    public static bool Whitespace(string? text) => string.IsNullOrWhiteSpace(text);

    public static string? Downcase(string? text) => text?.ToLowerInvariant();

    public static string? Upcase(string? text) => text?.ToUpperInvariant();

    public static bool EqualsIgnoreCase(string? text, string? value) =>
        text is not null
        && CultureInfo.InvariantCulture.CompareInfo.Compare(text, value, CompareOptions.IgnoreCase) == 0;

    public static string Handleize(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text ?? "")
        {
            if (char.IsLetterOrDigit(c)) result.Append(char.ToLowerInvariant(c));
            else if (result.Length == 0 || result[^1] != '-') result.Append('-');
        }
        if (result.Length > 0 && result[^1] == '-') result.Length--;
        return result.ToString();
    }

    public static string? Literal(string? text) => text is null ? null : $"\"{Escape(text)}\"";

    public static string? LStrip(string? text) => text?.TrimStart();

    public static string? RStrip(string? text) => text?.TrimEnd();

    public static string? Strip(string? text) => text?.Trim();

    public static string StripNewlines(string? text) => Regex.Replace(text ?? "", @"\r\n|\r|\n", "");

    public static string Pluralize(int number, string singular, string plural) => number == 1 ? singular : plural;

    public static string? Remove(string? text, string? remove) =>
        string.IsNullOrEmpty(text) || string.IsNullOrEmpty(remove)
            ? text
            : text.Replace(remove, "", StringComparison.Ordinal);

    public static string? RemoveFirst(string? text, string? remove) => RemoveOne(text, remove, fromEnd: false);

    public static string? RemoveLast(string? text, string? remove) => RemoveOne(text, remove, fromEnd: true);

    public static string Replace(TemplateContext context, string? text, string? match, string? replace) =>
        string.IsNullOrEmpty(text)
            ? ""
            : Limited(context, text.Replace(match ?? "", replace ?? "", StringComparison.Ordinal));

    public static string ReplaceFirst(
        TemplateContext context, string? text, string? match, string? replace, bool fromEnd = false) =>
        Limited(context, ReplaceOne(text, match, replace, fromEnd));

    public static int Size(string? text) => text?.Length ?? 0;

    public static string Slice(string? text, int start, int? length = null)
    {
        if (string.IsNullOrEmpty(text) || start >= text.Length) return "";
        if (start < 0) start += text.Length;
        var end = start + (long)(length ?? text.Length);
        start = Math.Max(start, 0);
        var count = (int)(Math.Min(end, text.Length) - start);
        if (count < 0 && end > 0)
            throw new ArgumentOutOfRangeException(nameof(length), "Length cannot be less than zero.");
        return count <= 0 ? "" : text.Substring(start, count);
    }

    public static string Slice1(string? text, int start, int length = 1)
    {
        if (string.IsNullOrEmpty(text) || start > text.Length || length <= 0) return "";
        return Slice(text, start, length);
    }

    public static ScriptRange Split(string? text, string? match)
    {
        if (string.IsNullOrEmpty(text)) return new ScriptRange(Array.Empty<string>());
        return new ScriptRange(
            string.IsNullOrEmpty(match) ? new[] { text } : text.Split(match, StringSplitOptions.RemoveEmptyEntries));
    }

    public static string Truncate(string? text, int length, string? ellipsis = null)
    {
        if (string.IsNullOrEmpty(text)) return "";
        ellipsis ??= "...";
        return text.Length <= length ? text : text[..Math.Max(length - ellipsis.Length, 0)] + ellipsis;
    }

    public static string Truncatewords(string? text, int count, string? ellipsis = null) =>
        string.IsNullOrEmpty(text)
            ? ""
            : string.Join(' ', Regex.Split(text, @"\s+").Take(Math.Max(count, 0))) + "...";

    public static string PadLeft(TemplateContext context, string? text, int width) =>
        (text ?? "").PadLeft(CheckedWidth(context, width));

    public static string PadRight(TemplateContext context, string? text, int width) =>
        (text ?? "").PadRight(CheckedWidth(context, width));

    private static string? RemoveOne(string? text, string? remove, bool fromEnd) =>
        string.IsNullOrEmpty(text) || string.IsNullOrEmpty(remove) ? text : ReplaceOne(text, remove, "", fromEnd);

    private static string ReplaceOne(string? text, string? match, string? replace, bool fromEnd)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (string.IsNullOrEmpty(match)) return text;
        var index = fromEnd
            ? text.LastIndexOf(match, StringComparison.OrdinalIgnoreCase)
            : text.IndexOf(match, StringComparison.OrdinalIgnoreCase);
        return index < 0 ? text : text[..index] + replace + text[(index + match.Length)..];
    }

    private static string Limited(TemplateContext context, string text)
    {
        if (context.LimitToString <= 0 || text.Length <= context.LimitToString) return text;
        throw new InvalidOperationException(
            $"The resulting string length exceeds the configured LimitToString `{context.LimitToString}`.");
    }

    private static int CheckedWidth(TemplateContext context, int width)
    {
        if (context.LimitToString <= 0 || width <= context.LimitToString) return width;
        throw new ArgumentOutOfRangeException(
            nameof(width), $"Padding width `{width}` exceeds the configured LimitToString `{context.LimitToString}`.");
    }
}
