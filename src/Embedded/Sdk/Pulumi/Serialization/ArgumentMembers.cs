using System.Collections.Concurrent;
using System.Reflection;
using Postern.Embedded.Contracts.Values;

namespace Pulumi.Serialization;

/// <summary>The members of an argument class, found once per class.</summary>
internal sealed class ArgumentMembers
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly ConcurrentDictionary<Type, ArgumentMembers> Known = new();

    private readonly Type _type;
    private readonly List<(InputAttribute Input, MemberInfo Member, FieldInfo? Field)> _members = [];

    private ArgumentMembers(Type type)
    {
        _type = type;
        foreach (var field in type.GetFields(Instance)) Add(field);
        foreach (var property in type.GetProperties(Instance)) Add(property);
    }

    public static IEnumerable<KeyValuePair<string, object?>> Of(InputArgs args) =>
        Known.GetOrAdd(args.GetType(), type => new ArgumentMembers(type)).Read(args);

    private void Add(MemberInfo member)
    {
        if (member.GetCustomAttribute<InputAttribute>() is not { } input) return;
        var field = member as FieldInfo ?? BackingFields.Of((PropertyInfo)member);
        _members.Add((input, member, field));
    }

    private List<KeyValuePair<string, object?>> Read(InputArgs args)
    {
        var values = new List<KeyValuePair<string, object?>>(_members.Count);
        foreach (var (input, member, field) in _members)
        {
            var value = field is null ? ((PropertyInfo)member).GetValue(args) : field.GetValue(args);
            var fullName = $"[Input] {_type.FullName}.{member.Name}";
            if (value is null && input.IsRequired)
            {
                throw new ArgumentNullException(member.Name, $"{fullName} is required but was not given a value");
            }
            values.Add(new(input.Name, input.Json && value is not null ? Json(fullName, value) : value));
        }
        return values;
    }

    private static Output<string> Json(string context, object value)
    {
        var data = value is IInput input ? input.ToOutput().Data : Task.FromResult(OutputData.Of(value));
        return new Output<string>(OutputFlow.ApplyAsync(data, plain => new Output<string>(TextAsync(plain))));

        // A text cannot mark its parts: what one part is, the whole is.
        async Task<OutputData> TextAsync(object? plain)
        {
            var serializer = new Serializer { KeepResources = false };
            var value = await serializer.SerializeAsync(context, plain) ?? PropertyNull.Instance;
            return new OutputData(
                [.. serializer.Dependencies], WireJson.Text(value),
                !PropertyMarks.HasUnknown(value), PropertyMarks.HasSecret(value));
        }
    }
}
