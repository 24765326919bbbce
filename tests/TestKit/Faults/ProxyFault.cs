using System.Net;

namespace Postern.Tests.TestKit.Faults;

/// <summary>What happens to a request instead of reaching the server.</summary>
public sealed record ProxyFault
{
    private ProxyFault(HttpStatusCode? status, string code, bool isSilent) =>
        (Status, Code, IsSilent) = (status, code, isSilent);

    /// <summary>The connection is taken, and never answered.</summary>
    public static ProxyFault Silence { get; } = new(null, "", isSilent: true);

    /// <summary>The connection is closed at once, as by a host that goes down.</summary>
    public static ProxyFault Close { get; } = new(null, "", isSilent: false);

    public HttpStatusCode? Status { get; }

    /// <summary>S3's name of the error.</summary>
    public string Code { get; }

    public bool IsSilent { get; }

    public static ProxyFault Answer(HttpStatusCode status, string code) => new(status, code, isSilent: false);
}
