using System.Net;

namespace Postern.Embedded.Providers.Docker.Api;

/// <summary>
/// The engine refused a request; the message is its own words after the prefix that the docker CLI uses too.
/// </summary>
internal sealed class DockerException(HttpStatusCode status, string words)
    : Exception($"Error response from daemon: {words}")
{
    public HttpStatusCode Status { get; } = status;

    /// <summary>What the daemon said, without the prefix.</summary>
    public string Words { get; } = words;

    public bool IsMissing => Status == HttpStatusCode.NotFound;

    public bool IsConflict => Status == HttpStatusCode.Conflict;
}
