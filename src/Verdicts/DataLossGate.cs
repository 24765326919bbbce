using System.Text.Json;
using Postern.Verdicts.Judging;
using Postern.Verdicts.Previews;

namespace Postern.Verdicts;

/// <summary>Lets DATA LOSS pass only for the resources that the stack file names in `postern:allowDataLoss`.</summary>
public sealed class DataLossGate
{
    private readonly HashSet<string> allowed;

    private DataLossGate(IEnumerable<string> allowed) =>
        this.allowed = new HashSet<string>(allowed, StringComparer.Ordinal);

    /// <summary>A list of names or URNs, or one text with commas.</summary>
    public static DataLossGate Of(Preview preview)
    {
        ArgumentNullException.ThrowIfNull(preview);
        var setting = preview.Setting("allowDataLoss")?.Trim() ?? "";
        return new DataLossGate(setting.StartsWith('[') ? List(setting) : (IEnumerable<string>)Names(setting));
    }

    /// <summary>The verdicts that must not pass.</summary>
    public IReadOnlyList<Verdict> Refuses(IEnumerable<Verdict> verdicts) =>
        [.. verdicts.Where(verdict => verdict.Impact == Impact.DataLoss && !Allows(verdict))];

    public bool Allows(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return allowed.Contains(verdict.Name) || allowed.Contains(verdict.Urn);
    }

    private static string[] Names(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static List<string> List(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. document.RootElement.EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];
        }
        catch (JsonException exception)
        {
            throw new PreviewFormatException($"'postern:allowDataLoss' is not a list: {exception.Message}", exception);
        }
    }
}
