using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Postern.Archiver.Reporting;

/// <summary>
/// The one line that a one-shot container ends with: REPORT and a JSON object, at most 60,000 bytes, for the program
/// that follows the container's log.
/// </summary>
public sealed class Report(bool ok, string? error)
{
    private const int MaximumBytes = 60_000;
    private const int MaximumTextLength = 2_000;
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Name, Action<Utf8JsonWriter> Write)> _members = [];

    public bool Ok { get; } = ok;

    public string? Error { get; } = error;

    public Report Add(string name, string? value) => Add(name, writer => Text(writer, value));

    public Report Add(string name, long? value) => Add(name, writer =>
    {
        if (value is { } number) writer.WriteNumberValue(number);
        else writer.WriteNullValue();
    });

    /// <summary>Seconds, to a tenth.</summary>
    public Report AddSeconds(string name, TimeSpan? value) => Add(name, writer =>
    {
        if (value is { } span) writer.WriteNumberValue(Math.Round(span.TotalSeconds, 1));
        else writer.WriteNullValue();
    });

    /// <summary>RFC 3339 in UTC, or null.</summary>
    public Report Add(string name, DateTimeOffset? value) => Add(name, Rfc3339(value));

    public Report Add(string name, IEnumerable<string> values) => Add(name, writer =>
    {
        writer.WriteStartArray();
        foreach (var value in values) Text(writer, value);
        writer.WriteEndArray();
    });

    /// <summary>A list of objects; each element writes its own members.</summary>
    public Report AddObjects<T>(string name, IEnumerable<T> values, Action<T, Utf8JsonWriter> write) =>
        Add(name, writer =>
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                writer.WriteStartObject();
                write(value, writer);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });

    public static string? Rfc3339(DateTimeOffset? time) => time?.UtcDateTime.ToString(
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The line. When all members together are too long, those that made it so are left out.</summary>
    public string ToLine()
    {
        for (var members = _members.Count; ; members--)
        {
            var line = "REPORT " + Json(members);
            if (Encoding.UTF8.GetByteCount(line) <= MaximumBytes || members == 0) return line;
        }
    }

    private string Json(int members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteBoolean("ok", Ok);
            if (Error is not null)
            {
                writer.WritePropertyName("error");
                Text(writer, Error);
            }
            foreach (var (name, write) in _members.Take(members))
            {
                writer.WritePropertyName(name);
                write(writer);
            }
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private Report Add(string name, Action<Utf8JsonWriter> write)
    {
        _members.Add((name, write));
        return this;
    }

    private static void Text(Utf8JsonWriter writer, string? value)
    {
        if (value is null) writer.WriteNullValue();
        else writer.WriteStringValue(value.Length <= MaximumTextLength ? value : value[..MaximumTextLength] + "...");
    }
}
