namespace Pulumi;

/// <summary>
/// An output of another stack: in <see cref="SecretValue"/> when it is secret there, else in <see cref="Value"/>.
/// </summary>
public sealed class StackReferenceOutputDetails
{
    public StackReferenceOutputDetails()
    {
    }

    public object? SecretValue { get; set; }

    public object? Value { get; set; }
}
