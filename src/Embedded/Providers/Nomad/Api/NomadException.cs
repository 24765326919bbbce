using System.Net;

namespace Postern.Embedded.Providers.Nomad.Api;

/// <summary>The agent refused a request; the message is its own plain text.</summary>
internal sealed class NomadException(HttpStatusCode status, string words) : Exception(words)
{
    public bool IsMissing { get; } = status == HttpStatusCode.NotFound;

    /// <summary>
    /// Somebody else has registered the job since it was read. The status is 500, as for all refusals of a
    /// registration.
    /// </summary>
    public bool IsIndexConflict { get; } = words.StartsWith("Enforcing job modify index", StringComparison.Ordinal);
}
