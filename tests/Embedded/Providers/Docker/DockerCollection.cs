using Xunit;

namespace Postern.Tests.Embedded.Providers.Docker;

/// <summary>The tests that share one engine and one image.</summary>
[CollectionDefinition(Name)]
public sealed class DockerCollection : ICollectionFixture<DockerFixture>
{
    public const string Name = "docker engine";
}
