using Xunit;

namespace Postern.Tests.Infra.Stacks;

/// <summary>Settings reach the SDK's mocks through the environment, so these tests run one after another.</summary>
[CollectionDefinition("program")]
public sealed class ProgramCollection;
