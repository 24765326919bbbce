using Pulumi.Serialization;

namespace Pulumi;

/// <summary>What an argument takes: a plain value or an output of one.</summary>
public class Input<T> : IInput
{
    private protected Input(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    private protected Output<T> Value { get; set; }

    public static implicit operator Input<T>(T value) => Output.Create(value);

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.Value;

    IOutput IInput.ToOutput() => Value;

    IOutput IInput.ToWire() => Wire;

    private protected virtual IOutput Wire => Value;
}
