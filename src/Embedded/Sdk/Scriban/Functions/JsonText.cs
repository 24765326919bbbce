using System.Buffers;
using System.Collections;
using System.Text;
using System.Text.Json;
using Scriban.Evaluation;

namespace Scriban.Functions;

/// <summary>Values as JSON, with System.Text.Json's default escapes.</summary>
internal static class JsonText
{
    public static string Of(TemplateContext context, object? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(context, writer, value, 1);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(TemplateContext context, Utf8JsonWriter writer, object? value, int depth)
    {
        if (context.ObjectRecursionLimit != 0 && depth > context.ObjectRecursionLimit)
            throw new InvalidOperationException("Structure is too deeply nested or contains reference loops.");
        switch (value)
        {
            case null or string or bool:
            case not null when TypeNames.IsPrimitive(value.GetType()):
            case IFormattable and not IEnumerable:
                JsonSerializer.Serialize(writer, value, value?.GetType() ?? typeof(object));
                break;
            case IList list:
                writer.WriteStartArray();
                foreach (var item in list) Write(context, writer, item, depth + 1);
                writer.WriteEndArray();
                break;
            default:
                WriteObject(context, writer, value, depth);
                break;
        }
    }

    private static void WriteObject(TemplateContext context, Utf8JsonWriter writer, object value, int depth)
    {
        var accessor = Accessor.Of(context, value);
        writer.WriteStartObject();
        foreach (var name in accessor.Members(context, value))
        {
            if (!accessor.TryGet(context, context.CurrentSpan, value, name, out var member)) continue;
            writer.WritePropertyName(name);
            Write(context, writer, member, depth + 1);
        }
        writer.WriteEndObject();
    }
}
