using System.Collections.Immutable;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Engine.Values;

/// <summary>How two values relate.</summary>
public enum ValueDiffKind
{
    Same,
    Add,
    Delete,
    Update,
}

/// <summary>
/// A comparison as sorted data: <see cref="Members"/> has one entry per member when both sides are objects or both are
/// lists, and is empty for leaves. A missing side is null.
/// </summary>
public sealed record ValueDiff(
    ValueDiffKind Kind, PropertyPathPart? Part, PropertyValue? Old, PropertyValue? New,
    ImmutableArray<ValueDiff> Members)
{
    /// <summary>Compares two objects; names that start with "__" are the providers' own and do not count.</summary>
    public static ValueDiff Compare(PropertyMap old, PropertyMap news) => CompareMaps(null, old, news, old, news);

    /// <summary>Compares the values at one place.</summary>
    public static ValueDiff Compare(PropertyPathPart part, PropertyValue old, PropertyValue news) =>
        CompareValues(part, old, news);

    public bool HasChanges => Kind != ValueDiffKind.Same;

    /// <summary>The names of the members that differ, in order.</summary>
    public IEnumerable<string> ChangedNames =>
        Members.Where(member => member.HasChanges && member.Part?.Name is not null)
            .Select(member => member.Part!.Name!);

    private static ValueDiff CompareValues(PropertyPathPart part, PropertyValue? old, PropertyValue? news)
    {
        if (old is null) return new ValueDiff(ValueDiffKind.Add, part, old, news, []);
        if (news is null) return new ValueDiff(ValueDiffKind.Delete, part, old, news, []);
        if (old is PropertySecret != news is PropertySecret && old.Plain.Equals(news.Plain))
            return new ValueDiff(ValueDiffKind.Same, part, old, news, []);
        return (old, news) switch
        {
            (PropertyMap oldMap, PropertyMap newMap) => CompareMaps(part, oldMap, newMap, old, news),
            (PropertyList oldList, PropertyList newList) => CompareLists(part, oldList, newList),
            _ => new ValueDiff(
                old.Plain.Equals(news.Plain) ? ValueDiffKind.Same : ValueDiffKind.Update, part, old, news, []),
        };
    }

    private static ValueDiff CompareMaps(
        PropertyPathPart? part, PropertyMap olds, PropertyMap news, PropertyValue old, PropertyValue newValue)
    {
        var members = olds.Keys.Union(news.Keys, StringComparer.Ordinal)
            .Where(name => !name.StartsWith("__", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => CompareValues(
                new PropertyPathPart(name, null), olds.GetValueOrDefault(name), news.GetValueOrDefault(name)));
        return Branch(part, old, newValue, [.. members]);
    }

    private static ValueDiff CompareLists(PropertyPathPart? part, PropertyList olds, PropertyList news)
    {
        var members = Enumerable.Range(0, Math.Max(olds.Items.Length, news.Items.Length)).Select(i => CompareValues(
            new PropertyPathPart(null, i),
            i < olds.Items.Length ? olds.Items[i] : null,
            i < news.Items.Length ? news.Items[i] : null));
        return Branch(part, olds, news, [.. members]);
    }

    private static ValueDiff Branch(
        PropertyPathPart? part, PropertyValue old, PropertyValue news, ImmutableArray<ValueDiff> members) =>
        new(members.Any(member => member.HasChanges) ? ValueDiffKind.Update : ValueDiffKind.Same, part, old, news,
            members);
}
