using Postern.Embedded.Contracts.Programs;

namespace Pulumi;

/// <summary>How long a provider may take; what is absent is the provider's own choice.</summary>
public sealed class CustomTimeouts
{
    public CustomTimeouts()
    {
    }

    public TimeSpan? Create { get; set; }

    public TimeSpan? Delete { get; set; }

    public TimeSpan? Update { get; set; }

    internal static ResourceTimeouts ToRequest(CustomTimeouts? timeouts) => new(
        timeouts?.Create?.TotalSeconds, timeouts?.Update?.TotalSeconds, timeouts?.Delete?.TotalSeconds);
}
