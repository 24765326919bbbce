using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Contracts.Values;

namespace Postern.Tests.Embedded.Engine;

/// <summary>What a test program says: the stack, then things.</summary>
public sealed class Declaration(ProgramContext context)
{
    public const string Thing = "mem:index:Thing";

    public ProgramContext Context => context;

    public IResourceMonitor Monitor => context.Monitor;

    public string StackUrn { get; private set; } = "";

    public async Task StackAsync()
    {
        var result = await Monitor.RegisterResourceAsync(
            new RegisterResourceRequest { Type = "pulumi:pulumi:Stack", Name = $"{context.Project}-{context.Stack}",
            Custom = false },
            CancellationToken.None);
        StackUrn = result.Urn;
    }

    /// <summary>Declares a thing; <paramref name="inputs"/> are name and text in turn.</summary>
    public Task<RegisterResourceResult> ThingAsync(
        string name, PropertyMap? inputs = null, Func<RegisterResourceRequest, RegisterResourceRequest>? options = null)
    {
        var request = new RegisterResourceRequest
        {
            Type = Thing,
            Name = name,
            Custom = true,
            Parent = StackUrn,
            Inputs = inputs ?? PropertyMap.Empty,
            Version = "1.0.0",
        };
        return Monitor.RegisterResourceAsync(options is null ? request : options(request), CancellationToken.None);
    }

    public async Task<string> ComponentAsync(
        string name, string? parent = null, ImmutableArray<ResourceAlias>? aliases = null)
    {
        var result = await Monitor.RegisterResourceAsync(
            new RegisterResourceRequest
            {
                Type = "test:index:Group",
                Name = name,
                Custom = false,
                Parent = parent ?? StackUrn,
                Aliases = aliases ?? [],
            },
            CancellationToken.None);
        return result.Urn;
    }

    public Task OutputsAsync(params (string Name, PropertyValue Value)[] outputs) =>
        Monitor.RegisterResourceOutputsAsync(StackUrn, Inputs(outputs), CancellationToken.None);

    public static PropertyMap Inputs(params (string Name, PropertyValue Value)[] entries) =>
        PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Name, entry.Value)));

    public static PropertyMap Text(string name, string value) => Inputs((name, new PropertyString(value)));

    /// <summary>Inputs that depend on another resource's output.</summary>
    public static Func<RegisterResourceRequest, RegisterResourceRequest> From(string property, params string[] urns) =>
        request => request with
        {
            Dependencies = [.. urns],
            PropertyDependencies = request.PropertyDependencies.Add(property, [.. urns]),
        };
}
