namespace Pulumi.Testing;

/// <summary>Stands in for the engine and the providers in unit tests.</summary>
public interface IMocks
{
    /// <summary>The answer of a function.</summary>
    Task<object> CallAsync(MockCallArgs args);

    /// <summary>A new resource's id, unknown when null or empty, and its outputs.</summary>
    Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args);

    /// <summary>A component, or a stack class, has ended with these outputs.</summary>
    Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args) => Task.CompletedTask;
}
