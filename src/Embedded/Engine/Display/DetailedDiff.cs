using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Display;

/// <summary>
/// Turns the paths that a provider names into a comparison of values. Old values are what the resource is, new ones
/// what it shall be. Pure. Source: translateDetailedDiff in pulumi/pulumi pkg/backend/display.
/// </summary>
public static class DetailedDiff
{
    public static ValueDiff Of(IReadOnlyDictionary<string, DiffKind> details, PropertyMap old, PropertyMap news)
    {
        var places = details.Select(entry => (Path: PropertyPath.Parse(entry.Key).Parts, entry.Value)).ToArray();
        return Node(null, places, 0, old, news);
    }

    private static ValueDiff Node(
        PropertyPathPart? part, (ImmutableArray<PropertyPathPart> Path, DiffKind Kind)[] places, int depth,
        PropertyValue? old, PropertyValue? news)
    {
        if (part is not null
            && places.FirstOrDefault(place => place.Path.Length == depth) is { Path.IsDefault: false } leaf)
            return Leaf(part, leaf.Kind, old, news);
        var members = places.GroupBy(place => place.Path[depth])
            .OrderBy(group => group.Key.Index).ThenBy(group => group.Key.Name, StringComparer.Ordinal)
            .Select(group => Node(group.Key, [.. group], depth + 1, Member(old, group.Key), Member(news, group.Key)));
        // What the members are of decides between braces and brackets.
        return new ValueDiff(ValueDiffKind.Update, part, old?.Plain, (news ?? old)?.Plain, [.. members]);
    }

    private static ValueDiff Leaf(PropertyPathPart part, DiffKind kind, PropertyValue? old, PropertyValue? news)
    {
        switch (kind)
        {
            case DiffKind.Add or DiffKind.AddReplace when news is not null:
                return new ValueDiff(ValueDiffKind.Add, part, null, news, []);
            case DiffKind.Delete or DiffKind.DeleteReplace when old is not null:
                return new ValueDiff(ValueDiffKind.Delete, part, old, null, []);
        }
        var (before, after) = (old ?? PropertyNull.Instance, news ?? PropertyNull.Instance);
        var diff = ValueDiff.Compare(part, before, after);
        return diff.HasChanges ? diff : new ValueDiff(ValueDiffKind.Update, part, before, after, []);
    }

    /// <summary>A member of a secret is a secret.</summary>
    private static PropertyValue? Member(PropertyValue? value, PropertyPathPart part) => value switch
    {
        PropertySecret secret => Member(secret.Element, part) is { } member
            ? member is PropertySecret ? member : new PropertySecret(member) : null,
        PropertyMap map when part.Name is { } name => map.GetValueOrDefault(name),
        PropertyList list when part.Index is { } i && i < list.Items.Length => list.Items[i],
        _ => null,
    };
}
