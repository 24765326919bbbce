using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The output properties of a resource class, found once per class.</summary>
internal sealed class OutputMembers
{
    private static readonly ConcurrentDictionary<Type, OutputMembers> Known = new();

    private readonly ImmutableArray<(string Name, PropertyInfo Property, Func<Resource, IOutputSource> Make)> _members;

    private OutputMembers(Type type) => _members =
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (Property: property, Output: property.GetCustomAttribute<OutputAttribute>()))
            .Where(member => member.Output is not null)
            // A component sets its outputs itself, perhaps before the base constructor runs.
            .Where(member => !typeof(ComponentResource).IsAssignableFrom(type)
                || member.Property.DeclaringType == typeof(Resource))
            .Select(member => Member(type, member.Property, member.Output!)),
    ];

    /// <summary>Gives every output property a pending output; answers the promises behind them by wire name.</summary>
    public static Dictionary<string, IOutputSource> Initialize(Resource resource)
    {
        var members = Known.GetOrAdd(resource.GetType(), type => new OutputMembers(type))._members;
        var sources = new Dictionary<string, IOutputSource>(members.Length, StringComparer.Ordinal);
        foreach (var (name, property, make) in members)
        {
            var source = make(resource);
            property.SetValue(resource, source.Output);
            sources.Add(name, source);
        }
        return sources;
    }

    private static (string, PropertyInfo, Func<Resource, IOutputSource>) Member(
        Type type, PropertyInfo property, OutputAttribute output)
    {
        var name = output.Name ?? property.Name;
        // A property with a private setter can be set through the class that declares it only.
        var declared = property.DeclaringType == type ? property : property.DeclaringType!.GetProperty(property.Name)!;
        if (!property.PropertyType.IsConstructedGenericType
            || property.PropertyType.GetGenericTypeDefinition() != typeof(Output<>))
        {
            throw RunException.OutputsHaveIncorrectType([name]);
        }
        if (declared.SetMethod is null)
        {
            throw new InvalidOperationException(
                $"[Output] {type.FullName}.{property.Name} did not have a 'set' method");
        }
        var source = typeof(OutputSource<>).MakeGenericType(property.PropertyType.GenericTypeArguments);
        return (name, declared, resource => (IOutputSource)Activator.CreateInstance(source, resource)!);
    }
}
