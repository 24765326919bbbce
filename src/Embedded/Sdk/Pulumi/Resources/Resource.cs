using System.Collections.Immutable;
using Pulumi.Running;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Something that the engine manages, named by a URN.</summary>
public class Resource
{
    private readonly string _type;
    private readonly string _name;
    private readonly bool? _protect;
    private readonly ImmutableArray<ResourceTransformation> _transformations = [];
    private readonly ImmutableDictionary<string, ProviderResource> _providers =
        ImmutableDictionary<string, ProviderResource>.Empty;

    /// <summary>Starts the registration in the running deployment, which the constructor does not wait for.</summary>
    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options)
    {
        if (string.IsNullOrEmpty(type)) throw new ArgumentException("'type' cannot be null or empty.", nameof(type));
        if (string.IsNullOrEmpty(name)) throw new ArgumentException("'name' cannot be null or empty.", nameof(name));
        (_type, _name) = (type, name);
        var run = ProgramRun.Required;
        var outputs = OutputMembers.Initialize(this);

        var parent = type == Stack.RootType ? null : options.Parent ?? run.Stack;
        _transformations = [.. options.ResourceTransformations, .. parent?._transformations ?? []];
        (args, options) = Transform(args, options);
        options = options.Clone();

        if (options.Parent is { } explicitParent)
        {
            lock (explicitParent.Children) explicitParent.Children.Add(this);
            options.Protect ??= explicitParent._protect;
            _providers = explicitParent._providers;
        }
        _providers = custom ? ChooseProvider(options) : AddProviders((ComponentResourceOptions)options);
        _protect = options.Protect;
        Provider = custom ? options.Provider : null;
        run.Register(this, outputs, args, options);
    }

    /// <summary>A resource known by its URN only, which is not registered.</summary>
    private protected Resource(string urn)
    {
        (_type, _name) = ("", "");
        Urn = Output.Create(urn);
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    public string GetResourceName() => _name;

    public string GetResourceType() => _type;

    /// <summary>Resources with this one as their explicit parent. Lock it before use.</summary>
    internal HashSet<Resource> Children { get; } = [];

    /// <summary>The provider in charge of a custom resource, given or inherited.</summary>
    internal ProviderResource? Provider { get; }

    /// <summary>The provider that children and functions of a package inherit; null for the default one.</summary>
    internal ProviderResource? ProviderOf(string token)
    {
        var parts = token.Split(':');
        return parts.Length == 3 ? _providers.GetValueOrDefault(parts[0]) : null;
    }

    private (ResourceArgs Args, ResourceOptions Options) Transform(ResourceArgs args, ResourceOptions options)
    {
        foreach (var transformation in _transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } result) continue;
            if (result.Options.Parent != options.Parent)
            {
                throw new ArgumentException(
                    "Transformations cannot currently be used to change the 'parent' of a resource.");
            }
            (args, options) = (result.Args, result.Options);
        }
        return (args, options);
    }

    private ImmutableDictionary<string, ProviderResource> ChooseProvider(ResourceOptions options)
    {
        if (options.Provider is not { } provider)
        {
            options.Provider = options.Parent?.ProviderOf(_type);
            return _providers;
        }
        var parts = _type.Split(':');
        return parts.Length == 3 ? _providers.SetItem(parts[0], provider) : _providers;
    }

    private ImmutableDictionary<string, ProviderResource> AddProviders(ComponentResourceOptions options)
    {
        if (options.Provider is not null && options.Providers.Count > 0)
        {
            throw new ResourceException(
                "Do not supply both 'provider' and 'providers' options to a ComponentResource.", options.Parent);
        }
        var providers = options.Provider is { } one ? [one] : options.Providers;
        return _providers.SetItems(providers.Select(provider => KeyValuePair.Create(provider.Package, provider)));
    }
}
