using System.Collections.Immutable;

namespace Pulumi.Testing;

/// <summary>
/// A registration, or a read when <see cref="Id"/> is set without an import. Secrets are bare, unknown inputs are
/// missing.
/// </summary>
public class MockResourceArgs
{
    public MockResourceArgs()
    {
    }

    public string? Id { get; set; }

    public ImmutableDictionary<string, object> Inputs { get; set; } = ImmutableDictionary<string, object>.Empty;

    public string? Name { get; set; }

    public string? Provider { get; set; }

    public string? Type { get; set; }
}
