using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Makes outputs, and combines them.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) =>
        new(Task.FromResult(new OutputData<T>([], value, isKnown: true, isSecret: false)));

    public static Output<T> Create<T>(Task<T> value) => Output<T>.Create(value, isSecret: false);

    public static Output<T> CreateSecret<T>(T value) =>
        new(Task.FromResult(new OutputData<T>([], value, isKnown: true, isSecret: true)));

    public static Output<T> CreateSecret<T>(Task<T> value) => Output<T>.Create(value, isSecret: true);

    public static Output<T> CreateSecret<T>(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Map(data => new(data.With(isSecret: true)));
    }

    public static Output<T> Unsecret<T>(Output<T> output) => output.Map(data => new(data.With(isSecret: false)));

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) =>
        (await output.Data.ConfigureAwait(false)).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All((IEnumerable<Input<T>>)inputs);

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) =>
        new(AllAsync([.. inputs.Select(input => input.ToOutput())]));

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => new(AllAsync([.. outputs]));

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => new(AllAsync([.. outputs]));

    /// <summary>Interpolates, with whatever outputs and inputs stand in the text; formats are invariant.</summary>
    public static Output<string> Format(FormattableString formattableString)
    {
        var values = formattableString.GetArguments().Select(argument => argument switch
        {
            IInput input => input.ToOutput().ToObject(),
            IOutput output => output.ToObject(),
            _ => Create(argument),
        });
        return All(values).Apply(arguments => string.Format(
            CultureInfo.InvariantCulture, formattableString.Format, arguments.ToArray()));
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

    private static async Task<OutputData<ImmutableArray<T>>> AllAsync<T>(ImmutableArray<Output<T>> outputs)
    {
        var values = ImmutableArray.CreateBuilder<T>(outputs.Length);
        var resources = ImmutableHashSet<Resource>.Empty;
        bool isKnown = true, isSecret = false;
        foreach (var output in outputs)
        {
            var data = await output.Data.ConfigureAwait(false);
            values.Add(data.Value);
            resources = resources.Union(data.Resources);
            isKnown &= data.IsKnown;
            isSecret |= data.IsSecret;
        }
        return new OutputData<ImmutableArray<T>>(resources, values.MoveToImmutable(), isKnown, isSecret);
    }
}
