namespace Pulumi.Testing;

/// <summary>Mocks whose resources and functions have nothing.</summary>
public class EmptyMocks : IMocks
{
    public EmptyMocks()
    {
    }

    public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(args);

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) =>
        Task.FromResult<(string?, object)>((args.Id, args.Inputs));
}
