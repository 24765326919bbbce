using Xunit;

namespace Postern.Tests.EndToEnd.Stacks;

/// <summary>The tests that share one primary stack; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class DevStackCollection : ICollectionFixture<DevStack>
{
    public const string Name = "stacks";
}
