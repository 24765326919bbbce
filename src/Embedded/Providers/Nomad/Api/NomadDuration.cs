using System.Globalization;
using System.Text.Json.Nodes;

namespace Postern.Embedded.Providers.Nomad.Api;

/// <summary>Durations as the agent's JSON has them.</summary>
internal static class NomadDuration
{
    /// <summary>Nanoseconds as Go writes a duration of whole seconds: 2m0s.</summary>
    public static string Duration(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        var seconds = node.Number(path) / 1_000_000_000m;
        var (hours, minutes) = (decimal.Truncate(seconds / 3600), decimal.Truncate(seconds % 3600 / 60));
        var rest = (seconds % 60).ToString("0.#########", CultureInfo.InvariantCulture) + "s";
        if (hours > 0) return string.Create(CultureInfo.InvariantCulture, $"{hours}h{minutes}m{rest}");
        return minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes}m{rest}") : rest;
    }
}
