using System.Globalization;
using System.Text.RegularExpressions;

namespace Postern.Infra.Settings;

/// <summary>postern:waitTimeout, how long an up waits for a server or a drill: "90s", "30m", "6h".</summary>
public static partial class WaitTimeout
{
    public const int Start = 600;

    public const int Restore = 6 * 3600;

    /// <summary>In seconds.</summary>
    public static int Read(SettingsReader settings, int missingSeconds)
    {
        if (settings.Text("waitTimeout") is not { } text) return missingSeconds;
        var match = Form().Match(text);
        if (match.Success && int.TryParse(match.Groups["n"].Value, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and < 100000)
        {
            return number * match.Groups["unit"].Value switch { "s" => 1, "m" => 60, _ => 3600 };
        }
        settings.Problems.Add("waitTimeout", $"'{text}' is no duration", "write it as 90s, 30m or 6h");
        return missingSeconds;
    }

    [GeneratedRegex("^(?<n>[0-9]+)(?<unit>[smh])$")]
    private static partial Regex Form();
}
