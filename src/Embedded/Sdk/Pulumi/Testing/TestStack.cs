namespace Pulumi.Testing;

/// <summary>The stack of a test that is a function: it runs in the constructor, as a stack class does.</summary>
internal sealed class TestStack : Stack
{
    public TestStack(Func<Task<IDictionary<string, object?>>> createResources) =>
        Returned = createResources().GetAwaiter().GetResult();

    public IDictionary<string, object?> Returned { get; }
}
