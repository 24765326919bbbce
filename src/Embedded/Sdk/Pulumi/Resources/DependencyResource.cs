namespace Pulumi;

/// <summary>
/// Stands for a resource that only its URN is known of: a dependency named by the engine, or a reference.
/// </summary>
internal sealed class DependencyResource(string urn) : CustomResource(urn);
