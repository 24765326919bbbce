using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Serialization;

/// <summary>JSON of values that hold outputs: the outputs are awaited while writing and made while reading.</summary>
internal sealed class NestedJson : JsonConverterFactory
{
    private readonly OutputData _outer;
    private ImmutableHashSet<Resource> _resources;
    private bool _isKnown = true;
    private bool _isSecret;

    private NestedJson(OutputData outer) =>
        (_outer, _resources, _isSecret) = (outer, outer.Resources, outer.IsSecret);

    public static async Task<OutputData> WriteAsync<T>(Output<T> value, JsonSerializerOptions? options)
    {
        var data = await value.Data.ConfigureAwait(false);
        if (!data.IsKnown) return new OutputData(data.Resources, "", isKnown: false, data.IsSecret);
        var converter = new NestedJson(data);
        // Converters cannot await: the whole is written on a thread that may wait.
        var plain = OutputData.As<T>(data.Value);
        var text = await Task.Run(() => JsonSerializer.Serialize(plain, converter.AddTo(options)))
            .ConfigureAwait(false);
        return new OutputData(
            converter._resources, converter._isKnown ? text : "", converter._isKnown, converter._isSecret);
    }

    public static async Task<OutputData> ReadAsync<T>(Output<string> json, JsonSerializerOptions? options)
    {
        var data = await json.Data.ConfigureAwait(false);
        if (!data.IsKnown) return new OutputData(data.Resources, value: null, isKnown: false, data.IsSecret);
        var value = JsonSerializer.Deserialize<T>((string)data.Value!, new NestedJson(data).AddTo(options));
        return new OutputData(data.Resources, value, isKnown: true, data.IsSecret);
    }

    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && ConverterOf(typeToConvert.GetGenericTypeDefinition()) is not null;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var converter = ConverterOf(typeToConvert.GetGenericTypeDefinition())!;
        return (JsonConverter)Activator.CreateInstance(
            converter.MakeGenericType(typeToConvert.GenericTypeArguments), this)!;
    }

    private static Type? ConverterOf(Type definition) =>
        definition == typeof(Output<>) ? typeof(OutputConverter<>)
        : definition == typeof(Input<>) ? typeof(InputConverter<>)
        : definition == typeof(InputList<>) ? typeof(InputListConverter<>)
        : definition == typeof(InputMap<>) ? typeof(InputMapConverter<>)
        : null;

    private JsonSerializerOptions AddTo(JsonSerializerOptions? options)
    {
        var copy = options is null ? new JsonSerializerOptions() : new JsonSerializerOptions(options);
        copy.Converters.Add(this);
        return copy;
    }

    private void Write<T>(Utf8JsonWriter writer, Output<T> output, JsonSerializerOptions options)
    {
        var data = output.Data.GetAwaiter().GetResult();
        _resources = _resources.Union(data.Resources);
        _isKnown &= data.IsKnown;
        _isSecret |= data.IsSecret;
        if (data.IsKnown) JsonSerializer.Serialize(writer, OutputData.As<T>(data.Value), options);
        else writer.WriteNullValue();
    }

    private Output<T> Read<T>(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var value = JsonSerializer.Deserialize<T>(ref reader, options);
        var data = new OutputData(_outer.Resources, value, isKnown: true, _outer.IsSecret);
        return new Output<T>(Task.FromResult(data));
    }

    private sealed class OutputConverter<T>(NestedJson nested) : JsonConverter<Output<T>>
    {
        public override Output<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            nested.Read<T>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, Output<T> value, JsonSerializerOptions options) =>
            nested.Write(writer, value, options);
    }

    private sealed class InputConverter<T>(NestedJson nested) : JsonConverter<Input<T>>
    {
        public override Input<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            nested.Read<T>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, Input<T> value, JsonSerializerOptions options) =>
            nested.Write(writer, value.ToOutput(), options);
    }

    private sealed class InputListConverter<T>(NestedJson nested) : JsonConverter<InputList<T>>
    {
        public override InputList<T> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            nested.Read<ImmutableArray<T>>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, InputList<T> value, JsonSerializerOptions options) =>
            nested.Write(writer, value.ToOutput(), options);
    }

    private sealed class InputMapConverter<T>(NestedJson nested) : JsonConverter<InputMap<T>>
    {
        public override InputMap<T> Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            nested.Read<ImmutableDictionary<string, T>>(ref reader, options);

        public override void Write(Utf8JsonWriter writer, InputMap<T> value, JsonSerializerOptions options) =>
            nested.Write(writer, value.ToOutput(), options);
    }
}
