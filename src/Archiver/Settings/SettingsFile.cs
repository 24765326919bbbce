using System.Globalization;
using System.Text.Json;
using Postern.Archiver.Failures;

namespace Postern.Archiver.Settings;

/// <summary>
/// A settings file: a flat JSON object of settings as text. WAL-G goes on with a warning when the file is broken or
/// names something it does not know, and so archives elsewhere than meant; here each is an error that names line and
/// key.
/// </summary>
internal static class SettingsFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="ArchiverException">
    /// SettingInvalid with line and key; SettingsFileInsecure when it has secrets and others may read it;
    /// PermissionDenied. </exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        byte[] bytes;
        UnixFileMode mode;
        try
        {
            bytes = File.ReadAllBytes(path);
            mode = File.GetUnixFileMode(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new ArchiverException(
                FailureCode.PermissionDenied, $"settings file '{path}' cannot be read",
                "run as its owner: a settings file with secrets is readable by nobody else.", error);
        }
        catch (IOException error)
        {
            throw new ArchiverException(
                FailureCode.SettingInvalid, $"settings file '{path}' cannot be read",
                "name an existing file with --config or WALG_CONFIG_PATH.", error);
        }
        var values = Parse(path, bytes, out var secret);
        if (secret is not null && (mode & Others) != 0)
            throw new ArchiverException(
                FailureCode.SettingsFileInsecure,
                $"settings file '{path}' holds '{secret}' and has mode {Octal(mode)}", $"chmod 0600 '{path}'.");
        return values;
    }

    /// <summary>Parses a file's bytes; <paramref name="secret"/> is the first secret setting in it, or null.</summary>
    internal static Dictionary<string, string> Parse(string path, ReadOnlySpan<byte> bytes, out string? secret)
    {
        secret = null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw Invalid(path, Line(bytes, reader.TokenStartIndex), "is no JSON object",
                    "write { \"NAME\": \"value\" }.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                var line = Line(bytes, reader.TokenStartIndex);
                var setting = SettingCatalogue.Find(name) ?? throw Invalid(
                    path, line, $"has the unknown setting '{name}'",
                    "see `archiver flags` for the settings there are.");
                reader.Read();
                var value = Text(ref reader) ?? throw Invalid(
                    path, line, $"gives '{name}' something else than a text", "write one text, number or truth value.");
                if (!values.TryAdd(setting.Name, value))
                    throw Invalid(path, line, $"gives '{setting.Name}' twice", "keep one of them.");
                if (setting.IsSecret) secret ??= setting.Name;
            }
            reader.Read();
        }
        catch (JsonException error)
        {
            throw Invalid(
                path, (error.LineNumber ?? 0) + 1, "is no valid JSON", "look for a missing comma or quote there.",
                error);
        }
        return values;
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "",
        _ => null,
    };

    private static long Line(ReadOnlySpan<byte> bytes, long index) => bytes[..(int)index].Count((byte)'\n') + 1;

    private static string Octal(UnixFileMode mode) =>
        "0" + Convert.ToString((int)mode, 8).PadLeft(3, '0').ToString(CultureInfo.InvariantCulture);

    private static ArchiverException Invalid(
        string path, long line, string what, string hint, Exception? inner = null) => new(
        FailureCode.SettingInvalid, $"settings file '{path}' line {line} {what}", hint, inner);
}
