using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Postern.Embedded.Providers.Docker.Images;

/// <summary>The messages that the engine streams while it builds or pulls: one JSON object per line.</summary>
internal static class EngineMessages
{
    public static async IAsyncEnumerable<JsonNode> ReadAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length > 0 && JsonNode.Parse(line) is { } message) yield return message;
        }
    }
}
