using System.Net;

namespace Postern.Embedded.Providers.Nomad.Api;

/// <summary>The agent refused a request; the message is its own plain text.</summary>
internal sealed class NomadException(HttpStatusCode status, string words)
    : Exception(status == HttpStatusCode.Forbidden ? words + Hint : words)
{
    private const string Hint =
        "\nHINT: the token (secretId, NOMAD_TOKEN) is missing, unknown, or has no right to this.";

    public bool IsMissing { get; } = status == HttpStatusCode.NotFound;

    /// <summary>
    /// Somebody else has registered the job since it was read. The status is 500, as for all refusals of a
    /// registration.
    /// </summary>
    public bool IsIndexConflict { get; } = words.StartsWith("Enforcing job modify index", StringComparison.Ordinal);

    /// <summary>
    /// A 500 that passes: no leader has been elected, or the node is not known yet (its agent has just started).
    /// </summary>
    public bool IsTransient { get; } = words.StartsWith("No cluster leader", StringComparison.Ordinal)
        || words.StartsWith("No path to node", StringComparison.Ordinal);
}
