using System.Collections;
using System.Globalization;
using System.Text.Json;
using Scriban.Evaluation;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>`object.*`</summary>
internal static class ObjectFunctions
{
    public static object? Default(object? value, object? @default) => value is null or "" ? @default : value;

    public static object? Eval(TemplateContext context, SourceSpan span, object? value)
    {
        if (value is ICallable function) return Calls.Call(context, function);
        if (value is not string code) return value;
        try
        {
            var script = Template.Parse(code, lexerOptions: new LexerOptions { Mode = ScriptMode.ScriptOnly });
            if (script.HasErrors) throw new ScriptRuntimeException(span, script.Messages.ToString());
            var statements = script.Root!.Body.Statements;
            return statements.Count == 1 ? context.Evaluate(statements[0]) : context.Evaluate(script.Root);
        }
        catch (Exception exception)
        {
            throw new ArgumentException(exception.Message, nameof(value));
        }
    }

    public static object? EvalTemplate(TemplateContext context, SourceSpan span, object? value)
    {
        if (value is ICallable function) return Calls.Call(context, function);
        if (value is not string text) return value;
        try
        {
            var template = Template.Parse(text);
            return context.Capture(() => context.Evaluate(template.Root));
        }
        catch (Exception exception)
        {
            throw new ArgumentException(exception.Message, nameof(value));
        }
    }

    public static string Format(
        TemplateContext context, SourceSpan span, object? value, string? format, string? culture = null)
    {
        if (value is null) return "";
        if (value is not IFormattable formattable)
            throw new ScriptRuntimeException(span, $"Unexpected `{value}`. Must be a formattable object");
        return formattable.ToString(format ?? "", culture is null ? context.CurrentCulture : new CultureInfo(culture));
    }

    public static bool HasKey(IDictionary<string, object?>? value, string? key) =>
        value is not null && key is not null && value.ContainsKey(key);

    public static bool HasValue(IDictionary<string, object?>? value, string? key) =>
        value is not null && key is not null && value.TryGetValue(key, out var found) && found is not null;

    public static ScriptArray Keys(TemplateContext context, object? value) => value is null or ICallable
        ? []
        : new ScriptArray(context.Items(context.CurrentSpan, Accessor.Of(context, value).Members(context, value)));

    public static ScriptArray Values(TemplateContext context, object? value)
    {
        var values = new ScriptArray();
        foreach (var key in Keys(context, value))
        {
            Accessor.Of(context, value!).TryGet(context, context.CurrentSpan, value!, (string)key!, out var member);
            values.Add(member);
        }
        return values;
    }

    public static int Size(TemplateContext context, SourceSpan span, object? value) => value switch
    {
        string text => text.Length,
        IEnumerable list => ArrayFunctions.Size(context, span, list),
        _ => 0,
    };

    public static string? Typeof(object? value) => value switch
    {
        null => null,
        string => "string",
        bool => "boolean",
        _ when TypeNames.IsPrimitive(value.GetType()) => "number",
        ScriptRange => "iterator",
        IList => "array",
        ScriptObject or IDictionary => "object",
        IEnumerable => "iterator",
        _ => "object",
    };

    public static string? Kind(TemplateContext context, object? value) =>
        value is null ? null : context.GetTypeName(value);

    public static object? FromJson(TemplateContext context, string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonValues.Of(document.RootElement);
    }

    public static string ToJson(TemplateContext context, object? value)
    {
        if (value is ICallable)
            throw new ArgumentOutOfRangeException(nameof(value), "Can not serialize functions to JSON.");
        return JsonText.Of(context, value);
    }
}
