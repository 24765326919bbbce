using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Makes outputs, and combines them.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData.Of(value)));

    public static Output<T> Create<T>(Task<T> value) => From(value, isSecret: false);

    public static Output<T> CreateSecret<T>(T value) => new(Task.FromResult(OutputData.Of(value, isSecret: true)));

    public static Output<T> CreateSecret<T>(Task<T> value) => From(value, isSecret: true);

    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Map(data => Task.FromResult(data.With(isSecret: true)));
    }

    public static Output<T> Unsecret<T>(Output<T> output) =>
        output.Map(data => Task.FromResult(data.With(isSecret: false)));

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) =>
        (await output.Data.ConfigureAwait(false)).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All((IEnumerable<Input<T>>)inputs);

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) =>
        All<T>([.. inputs.Select(input => input.ToOutput().Data)]);

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) =>
        All<T>([.. outputs.Select(output => output.Data)]);

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) =>
        All<T>([.. outputs.Select(output => output.Data)]);

    /// <summary>Interpolates, with whatever outputs and inputs stand in the text; formats are invariant.</summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        ImmutableArray<Task<OutputData>> arguments =
        [
            .. formattableString.GetArguments().Select(argument => argument switch
            {
                IInput input => input.ToOutput().Data,
                IOutput output => output.Data,
                _ => Task.FromResult(OutputData.Of(argument)),
            }),
        ];
        return new Output<string>(OutputFlow.ApplyAsync(
            OutputFlow.JoinAsync(arguments, values => values),
            values => Create(Text(OutputData.As<ImmutableArray<object?>>(values)))));

        string Text(ImmutableArray<object?> values) =>
            string.Format(CultureInfo.InvariantCulture, formattableString.Format, [.. values]);
    }

    /// <summary>JSON text of a value and of the outputs inside it; secret or unknown when one of them is.</summary>
    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<string>(NestedJson.WriteAsync(value, options));
    }

    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return new Output<T>(NestedJson.ReadAsync<T>(json, options));
    }

    private static Output<T> From<T>(Task<T> value, bool isSecret)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Output<T>(OutputFlow.WaitAsync(value, () => value.Result, isSecret));
    }

    private static Output<ImmutableArray<T>> All<T>(ImmutableArray<Task<OutputData>> outputs) =>
        new(OutputFlow.JoinAsync(outputs, values => ImmutableArray.CreateRange(values, OutputData.As<T>)));
}
