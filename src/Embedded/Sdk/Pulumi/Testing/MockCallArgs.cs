using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>A call of a function.</summary>
public class MockCallArgs
{
    public MockCallArgs()
    {
    }

    public ImmutableDictionary<string, object> Args { get; set; } = ImmutableDictionary<string, object>.Empty;

    public string? Provider { get; set; }

    public string? Token { get; set; }
}
