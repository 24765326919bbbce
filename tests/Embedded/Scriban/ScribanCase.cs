using System.Text.Json;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Postern.Tests.Embedded.Scriban;

/// <summary>
/// One vector of scriban-cases.json: a template, its model, and what the official library makes of them.
/// </summary>
public sealed record ScribanCase(JsonElement Json)
{
    /// <summary>Messages that carry .NET texts or type names.</summary>
    private static readonly HashSet<string> LooseMessages =
    [
        "array/each-non-function", "for/over-bool", "for/over-int", "math/modulo-zero", "member/spaces-around-index",
        "object/from-json-bad", "op/div-by-zero-intdiv", "op/div-by-zero-modulo", "regex/bad-pattern",
        "string/pad-extra-arg", "string/pad-negative", "string/too-many-args", "array/join-int", "array/size-of-int",
        "object/has-key-on-string", "string/replace-empty-match", "with/non-object",
    ];

    public string Name => Json.GetProperty("name").GetString()!;

    /// <summary>Null when the stand-in does as expected, else the difference.</summary>
    public string? Difference()
    {
        var expected = Json.GetProperty("error") is { ValueKind: JsonValueKind.Object } error
            ? Describe(error, "phase")
            : Json.GetProperty("output").GetString()!;
        var actual = Actual();
        if (actual == expected) return null;
        if (LooseMessages.Contains(Name) && Place(actual) == Place(expected)) return null;
        return $"{Name}\n  template {Json.GetProperty("template")}\n  expected {Escape(expected)}"
            + $"\n  actual   {Escape(actual)}";
    }

    private static string Place(string text) => text.Split('|')[0];

    private static string Escape(string text) => JsonSerializer.Serialize(text);

    private static string Describe(JsonElement error, string phase)
    {
        var file = error.TryGetProperty("file", out var name) ? name.GetString() : "";
        var line = $"{error.GetProperty("line")}:{error.GetProperty("column")} {error.GetProperty(phase)} {file}|";
        line += error.GetProperty("message").GetString();
        if (!error.TryGetProperty("others", out var others)) return line;
        return line + string.Concat(others.EnumerateArray().Select(other =>
            $"\n{other.GetProperty("line")}:{other.GetProperty("column")} {other.GetProperty("message")}"));
    }

    private string Actual()
    {
        var template = Template.Parse(Json.GetProperty("template").GetString()!);
        if (template.HasErrors)
        {
            var first = template.Messages[0];
            return $"{Position(first.Span)} parse |{first.Message}{Others(template.Messages.Skip(1))}";
        }
        var context = new TemplateContext
        {
            StrictVariables = Json.GetProperty("strictVariables").GetBoolean(),
            NewLine = "\n",
        };
        if (Json.TryGetProperty("includes", out var includes)) context.TemplateLoader = new JsonLoader(includes);
        context.PushGlobal((ScriptObject)Value(Json.GetProperty("model"))!);
        try
        {
            return template.Render(context);
        }
        catch (ScriptRuntimeException exception)
        {
            var file = exception.Span.FileName == "<input>" ? "" : exception.Span.FileName;
            var others = exception is ScriptParserRuntimeException parser ? Others(parser.ParserMessages) : "";
            return $"{Position(exception.Span)} render {file}|{exception.OriginalMessage}{others}";
        }
    }

    private static string Position(SourceSpan span) => $"{span.Start.Line + 1}:{span.Start.Column + 1}";

    private static string Others(IEnumerable<LogMessage> messages) =>
        string.Concat(messages.Select(message => $"\n{Position(message.Span)} {message.Message}"));

    private static object? Value(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var result = new ScriptObject();
                foreach (var member in json.EnumerateObject()) result.Add(member.Name, Value(member.Value));
                return result;
            case JsonValueKind.Array:
                return new ScriptArray(json.EnumerateArray().Select(Value));
            case JsonValueKind.String:
                return json.GetString();
            case JsonValueKind.Number when json.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0:
                return json.GetDouble();
            case JsonValueKind.Number:
                return json.TryGetInt32(out var number) ? number : (object)json.GetInt64();
            case JsonValueKind.True or JsonValueKind.False:
                return json.GetBoolean();
            default:
                return null;
        }
    }

    private sealed class JsonLoader(JsonElement includes) : ITemplateLoader
    {
        public string? GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) => templateName;

        public string? Load(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
            includes.TryGetProperty(templatePath, out var text) ? text.GetString() : null;

        public ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
            ValueTask.FromResult(Load(context, callerSpan, templatePath));
    }
}
