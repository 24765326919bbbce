using System.Collections;
using System.Text;
using Scriban.Functions;
using Scriban.Runtime;

namespace Scriban.Evaluation;

/// <summary>
/// How values print: texts as they are (quoted inside lists and objects), numbers in the context's culture.
/// </summary>
internal static class ValueText
{
    public static string? Of(TemplateContext context, object? value, bool nested, ref int length)
    {
        if (context.LimitToString > 0 && length >= context.LimitToString) return "";
        switch (value)
        {
            case string text:
                return Cut(context, text, nested, length);
            case null or EmptyScriptObject:
                return nested ? "null" : null;
            case bool truth:
                return truth ? "true" : "false";
            case IFormattable formattable:
                return formattable.ToString(null, context);
            case IConvertible convertible:
                return convertible.ToString(context);
            case IEnumerable list:
                return List(context, list, ref length);
            case ICallable when value is not Tree.Function:
                return "<function>";
        }
        if (value.GetType() is not { IsGenericType: true } type
            || type.GetGenericTypeDefinition() != typeof(KeyValuePair<,>)) return value.ToString();
        var pair = new ScriptObject(2);
        pair.Import(value, null, context.MemberRenamer);
        return context.ObjectToString(pair, nested: true);
    }

    private static string Cut(TemplateContext context, string text, bool nested, int length)
    {
        if (context.LimitToString <= 0 || length + text.Length < context.LimitToString)
            return nested ? $"\"{StringFunctions.Escape(text)}\"" : text;
        text = text[..Math.Max(context.LimitToString - length, 0)];
        return nested ? $"\"{StringFunctions.Escape(text)}" : text;
    }

    private static string List(TemplateContext context, IEnumerable list, ref int length)
    {
        var text = new StringBuilder("[");
        foreach (var item in list)
        {
            if (text.Length > 1) text.Append(", ");
            var piece = context.ObjectToString(item, nested: true);
            text.Append(piece);
            length += (piece?.Length ?? 0) + 2;
            if (context.LimitToString > 0 && length >= context.LimitToString) return text.ToString();
        }
        return text.Append(']').ToString();
    }
}
