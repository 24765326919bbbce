using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;
using Pulumi.Serialization;

namespace Pulumi.Running;

/// <summary>Calls functions of providers.</summary>
internal sealed class Functions(ProgramRun run)
{
    /// <summary>The call of an output: it has its arguments' dependencies, and waits until all of them exist.</summary>
    public async Task<OutputData> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var serializer = new Serializer();
        var arguments = await SerializeAsync(serializer, token, args).ConfigureAwait(false);
        if (PropertyMarks.HasUnknown(arguments)) return OutputData.Unknown;

        var resources = new HashSet<Resource>(serializer.Dependencies);
        if (options is InvokeOutputOptions output)
        {
            resources.UnionWith(
                await output.DependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false));
        }
        foreach (var resource in DependencyUrns.Expand(resources))
        {
            // One that only its URN is known of has no id.
            if (resource.Id is { } id && !(await id.Data.ConfigureAwait(false)).IsKnown) return OutputData.Unknown;
        }
        var result = await SendAsync(token, arguments, options).ConfigureAwait(false);
        return Convert<T>(token, result, [.. resources]);
    }

    /// <summary>The call of a task: sent whatever its arguments are.</summary>
    public async Task<T> CallAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        var arguments = await SerializeAsync(new Serializer(), token, args).ConfigureAwait(false);
        var result = await SendAsync(token, arguments, options).ConfigureAwait(false);
        return OutputData.As<T>(Convert<T>(token, result, []).Value);
    }

    private async Task<PropertyMap> SendAsync(string token, PropertyMap arguments, InvokeOptions? options)
    {
        var provider = options?.Provider ?? options?.Parent?.ProviderOf(token);
        var reference = provider is null ? null : await provider.ReferenceAsync().ConfigureAwait(false);
        var result = await run.Monitor
            .InvokeAsync(new InvokeRequest(token, arguments, reference, options?.Version), CancellationToken.None)
            .ConfigureAwait(false);
        if (result.Failures.IsDefaultOrEmpty) return result.Return;
        var reasons = result.Failures.Select(failure => $"{failure.Reason} ({failure.Property})");
        throw new InvokeException($"Invoke of '{token}' failed: {string.Join("; ", reasons)}");
    }

    private OutputData Convert<T>(string token, PropertyMap result, ImmutableHashSet<Resource> resources)
    {
        var data = Deserializer.Deserialize(result);
        var converter = new Converter(warning => run.Messages.Show(LogSeverity.Warning, warning));
        var value = converter.Convert($"{token} result", data.Value, typeof(T));
        return new OutputData(resources, value, data.IsKnown, data.IsSecret);
    }

    private static async Task<PropertyMap> SerializeAsync(Serializer serializer, string token, InvokeArgs? args) =>
        (PropertyMap)(await serializer.SerializeAsync($"invoke:{token}", args ?? InvokeArgs.Empty))!;

    private sealed class InvokeException(string message) : Exception(message);
}
