using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>The outputs of another stack.</summary>
public class StackReference : CustomResource
{
    public StackReference(string name, StackReferenceArgs? args = null, CustomResourceOptions? options = null)
        : base(
            "pulumi:pulumi:StackReference", name, new StackReferenceArgs { Name = args?.Name ?? name },
            CustomResourceOptions.Merge(options, new CustomResourceOptions { Id = args?.Name ?? name }))
    {
    }

    [Output("name")]
    public Output<string> Name { get; private set; } = null!;

    [Output("outputs")]
    public Output<ImmutableDictionary<string, object>> Outputs { get; private set; } = null!;

    [Output("secretOutputNames")]
    public Output<ImmutableArray<string>> SecretOutputNames { get; private set; } = null!;

    /// <summary>The output, or null when there is none of that name. Secret exactly when it is secret there.</summary>
    public Output<object?> GetOutput(Input<string> name) => WithOwnSecretness(name, Output
        .Tuple(name.ToOutput(), Outputs)
        .Apply(pair => pair.Item2.GetValueOrDefault(pair.Item1)));

    /// <summary>
    /// The output; one that is not there fails the deployment with a <see cref="KeyNotFoundException"/>.
    /// </summary>
    public Output<object> RequireOutput(Input<string> name) => WithOwnSecretness(name, Output
        .Tuple(name.ToOutput(), Name, Outputs)
        .Apply(t => t.Item3.GetValueOrDefault(t.Item1) ?? throw new KeyNotFoundException(
            $"Required output '{t.Item1}' does not exist on stack '{t.Item2}'.")));

    public async Task<StackReferenceOutputDetails> GetOutputDetailsAsync(string name)
    {
        var data = await GetOutput(name).Data.ConfigureAwait(false);
        return data.IsSecret
            ? new StackReferenceOutputDetails { SecretValue = data.Value }
            : new StackReferenceOutputDetails { Value = data.Value };
    }

    public async Task<object?> GetValueAsync(Input<string> name)
    {
        var data = await GetOutput(name).Data.ConfigureAwait(false);
        return NotSecret(data, "Get").Value;
    }

    public async Task<object> RequireValueAsync(Input<string> name)
    {
        var data = await RequireOutput(name).Data.ConfigureAwait(false);
        return NotSecret(data, "Require").Value!;
    }

    private static OutputData NotSecret(OutputData data, string verb) => data.IsSecret
        ? throw new InvalidOperationException(
            $"Cannot call '{verb}OutputValueAsync' if the referenced stack has secret outputs. " +
            $"Use '{verb}Output' instead.")
        : data;

    // The dictionary as a whole is secret as soon as one output is: that must not spread to the others.
    private Output<T> WithOwnSecretness<T>(Input<string> name, Output<T> value) =>
        value.Map(async data => data.With(isSecret: await IsSecretAsync(name).ConfigureAwait(false)));

    private async Task<bool> IsSecretAsync(Input<string> name)
    {
        var wanted = await name.ToOutput().Data.ConfigureAwait(false);
        var secrets = await SecretOutputNames.Data.ConfigureAwait(false);
        return wanted.IsKnown && secrets.IsKnown && secrets.Value is ImmutableArray<string> { IsDefault: false } names
            ? names.Contains((string)wanted.Value!)
            : (await Outputs.Data.ConfigureAwait(false)).IsSecret;
    }
}
