using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Postern.Embedded.Contracts.Values;

namespace Pulumi.Serialization;

/// <summary>Turns arguments and outputs into property values, and gathers the resources that they come from.</summary>
internal sealed class Serializer
{
    public HashSet<Resource> Dependencies { get; } = [];

    /// <summary>
    /// Resources go as references; without, a custom resource goes as its id and a component as its URN.
    /// </summary>
    public bool KeepResources { get; init; } = true;

    /// <summary>
    /// The value's wire form, or null for an absent one. Unsupported types throw, named with <paramref
    /// name="context"/>.
    /// </summary>
    public async ValueTask<PropertyValue?> SerializeAsync(string context, object? value) => value switch
    {
        null or ValueTuple => null,
        bool flag => new PropertyBool(flag),
        int number => new PropertyNumber(number),
        double number => new PropertyNumber(number),
        string text => new PropertyString(text),
        InputArgs args => await MapAsync(context, args.Members()),
        AssetOrArchive file => file.ToWire(),
        Task => throw new InvalidOperationException(
            $"Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:\n\t{context}"),
        IInput input => await OutputAsync(context, input.ToWire()),
        IUnion union => await SerializeAsync(context, union.Value),
        JsonElement element => Json(element),
        IOutput output => await OutputAsync(context, output),
        Resource resource => await ResourceAsync(context, resource),
        IDictionary dictionary => await MapAsync(context, Entries(context, dictionary)),
        IList list => await ListAsync(context, list),
        Enum constant when constant.GetTypeCode() == TypeCode.Int32 => new PropertyNumber((int)(object)constant),
        _ => await ObjectAsync(context, value),
    };

    private async ValueTask<PropertyMap> MapAsync(string context, IEnumerable<KeyValuePair<string, object?>> members)
    {
        var entries = new List<KeyValuePair<string, PropertyValue>>();
        foreach (var (name, member) in members)
        {
            if (await SerializeAsync($"{context}.{name}", member) is { } value) entries.Add(new(name, value));
        }
        return PropertyMap.From(entries);
    }

    private async ValueTask<PropertyList> ListAsync(string context, IList list)
    {
        // The count of an uninitialized ImmutableArray throws.
        if (list is IStructuralEquatable && list.Equals(ImmutableArrayDefault(list))) return new PropertyList([]);
        var items = ImmutableArray.CreateBuilder<PropertyValue>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            items.Add(await SerializeAsync($"{context}[{i}]", list[i]) ?? PropertyNull.Instance);
        }
        return new PropertyList(items.MoveToImmutable());
    }

    private async ValueTask<PropertyValue?> OutputAsync(string context, IOutput output)
    {
        var data = await output.Data.ConfigureAwait(false);
        Dependencies.UnionWith(data.Resources);
        if (!data.IsKnown) return PropertyUnknown.Instance;
        var value = await SerializeAsync(context, data.Value);
        return data.IsSecret && value is not PropertySecret
            ? new PropertySecret(value ?? PropertyNull.Instance)
            : value;
    }

    private async ValueTask<PropertyValue?> ResourceAsync(string context, Resource resource)
    {
        PropertyValue? id = null;
        if (resource is CustomResource custom)
        {
            Dependencies.Add(custom);
            id = await SerializeAsync($"{context}.id", custom.Id);
        }
        if (!KeepResources && id is not null) return id;
        var urn = await SerializeAsync($"{context}.urn", resource.Urn);
        return KeepResources && urn is PropertyString text ? new PropertyResourceReference(text.Value, id) : urn;
    }

    private async ValueTask<PropertyValue?> ObjectAsync(string context, object value)
    {
        var type = value.GetType();
        if (type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute)))
        {
            return await SerializeAsync(context, EnumTypes.Unwrap(context, value));
        }
        if (!type.IsDefined(typeof(OutputTypeAttribute)))
        {
            throw new InvalidOperationException($"{type.FullName} is not a supported argument type.\n\t{context}");
        }
        var fields = type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(field => field.IsInitOnly)
            .Select(field => KeyValuePair.Create(
                char.ToLowerInvariant(field.Name[0]) + field.Name[1..], field.GetValue(value)));
        return await MapAsync(context, fields);
    }

    private static PropertyValue? Json(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new PropertyString(element.GetString()!),
        JsonValueKind.Number => new PropertyNumber(element.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => new PropertyBool(element.GetBoolean()),
        JsonValueKind.Array => new PropertyList(
            [.. element.EnumerateArray().Select(item => Json(item) ?? PropertyNull.Instance)]),
        JsonValueKind.Object => PropertyMap.From(element.EnumerateObject()
            .Select(property => (property.Name, Value: Json(property.Value)))
            .Where(property => property.Value is not null)
            .Select(property => KeyValuePair.Create(property.Name, property.Value!))),
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, object?>> Entries(string context, IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return entry.Key is string key
                ? new(key, entry.Value)
                : throw new InvalidOperationException(
                    $"Dictionaries are only supported with string keys:\n\t{context}");
        }
    }

    private static object? ImmutableArrayDefault(IList list) =>
        list.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? Activator.CreateInstance(type)
            : null;
}
