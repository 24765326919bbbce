using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Pulumi.Serialization;

/// <summary>The output properties of a resource class, found once per class.</summary>
internal sealed class OutputMembers
{
    private static readonly ConcurrentDictionary<Type, OutputMembers> Known = new();

    private readonly ImmutableArray<Member> _members;

    private OutputMembers(Type type) => _members =
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (Property: property, Output: property.GetCustomAttribute<OutputAttribute>()))
            .Where(member => member.Output is not null)
            // A component sets its outputs itself, perhaps before the base constructor runs.
            .Where(member => !typeof(ComponentResource).IsAssignableFrom(type)
                || member.Property.DeclaringType == typeof(Resource))
            .Select(member => Find(type, member.Property, member.Output!)),
    ];

    /// <summary>Gives every output property a pending output; answers the promises behind them by wire name.</summary>
    public static Dictionary<string, OutputSource> Initialize(Resource resource)
    {
        var members = Known.GetOrAdd(resource.GetType(), type => new OutputMembers(type))._members;
        var sources = new Dictionary<string, OutputSource>(members.Length, StringComparer.Ordinal);
        foreach (var member in members)
        {
            var source = new OutputSource(resource, member.Target);
            var output = member.Constructor.Invoke([source.Task]);
            if (member.Field is null) member.Property.SetValue(resource, output);
            else member.Field.SetValue(resource, output);
            sources.Add(member.Name, source);
        }
        return sources;
    }

    private static Member Find(Type type, PropertyInfo property, OutputAttribute output)
    {
        var name = output.Name ?? property.Name;
        if (!property.PropertyType.IsConstructedGenericType
            || property.PropertyType.GetGenericTypeDefinition() != typeof(Output<>))
        {
            throw RunException.OutputsHaveIncorrectType([name]);
        }
        // A property with a private setter can be set through the class that declares it only.
        var declared = property.DeclaringType == type ? property : property.DeclaringType!.GetProperty(property.Name)!;
        if (declared.SetMethod is null)
        {
            throw new InvalidOperationException(
                $"[Output] {type.FullName}.{property.Name} did not have a 'set' method");
        }
        var constructor = property.PropertyType.GetConstructor(
            BindingFlags.Instance | BindingFlags.NonPublic, [typeof(Task<OutputData>)])!;
        return new Member(
            name, property.PropertyType.GenericTypeArguments[0], declared, BackingFields.Of(declared), constructor);
    }

    private sealed record Member(
        string Name, Type Target, PropertyInfo Property, FieldInfo? Field, ConstructorInfo Constructor);
}
