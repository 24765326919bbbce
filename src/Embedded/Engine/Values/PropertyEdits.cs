using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Engine.Values;

/// <summary>Copies old values over new ones at given paths: the effect of <c>ignoreChanges</c>. Pure.</summary>
public static class PropertyEdits
{
    /// <summary>The new inputs with the old ones kept wherever a path of <paramref name="ignored"/> points.</summary>
    public static PropertyMap KeepOld(PropertyMap news, PropertyMap olds, ImmutableArray<string> ignored)
    {
        foreach (var text in ignored)
        {
            var path = PropertyPath.Parse(text);
            if (path.Parts.Length == 0) continue;
            news = Keep(news, olds, path.Parts.AsMemory()) as PropertyMap ?? news;
        }
        return news;
    }

    private static PropertyValue? Keep(PropertyValue? news, PropertyValue? olds, ReadOnlyMemory<PropertyPathPart> path)
    {
        if (path.Length == 0) return olds;
        if (news is PropertySecret secret)
            return Keep(secret.Element, olds?.Plain, path) is { } kept ? new PropertySecret(kept) : null;
        var (part, rest) = (path.Span[0], path[1..]);
        return (news, olds?.Plain) switch
        {
            (PropertyMap map, PropertyMap old) when part.Name == "*" => KeepAll(map, old, rest),
            (PropertyMap map, PropertyMap old) when part.Name is { } name => KeepMember(map, old, name, rest),
            (PropertyList list, PropertyList old) when part.Name == "*" => new PropertyList(
                [.. list.Items.Select((item, i) => (item, i)).Select(
                    entry => entry.i < old.Items.Length ? KeepOne(entry.item, old.Items[entry.i], path) : entry.item)]),
            (PropertyList list, PropertyList old) when part.Index is { } i && i < list.Items.Length
                && i < old.Items.Length =>
                new PropertyList(list.Items.SetItem(i, Keep(list.Items[i], old.Items[i], rest) ?? list.Items[i])),
            _ => news,
        };
    }

    private static PropertyValue KeepOne(
        PropertyValue item, PropertyValue old, ReadOnlyMemory<PropertyPathPart> path) =>
        Keep(item, old, path[1..]) ?? item;

    private static PropertyMap KeepAll(PropertyMap news, PropertyMap olds, ReadOnlyMemory<PropertyPathPart> rest)
    {
        foreach (var name in news.Keys.Union(olds.Keys, StringComparer.Ordinal).ToArray())
            news = KeepMember(news, olds, name, rest);
        return news;
    }

    private static PropertyMap KeepMember(
        PropertyMap news, PropertyMap olds, string name, ReadOnlyMemory<PropertyPathPart> rest)
    {
        news.TryGetValue(name, out var value);
        olds.TryGetValue(name, out var old);
        if (value is null && rest.Length > 0) return news;
        if (old is null && rest.Length > 0) return news;
        var kept = Keep(value, old, rest);
        return kept is null ? news.Without(name) : news.With(name, kept);
    }
}
