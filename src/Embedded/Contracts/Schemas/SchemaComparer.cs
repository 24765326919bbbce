using System.Collections.Immutable;
using Postern.Embedded.Contracts.Providers;
using Postern.Embedded.Contracts.Values;

namespace Postern.Embedded.Contracts.Schemas;

/// <summary>
/// Compares what a resource is with what a program wants, property by property. What it is stands in the outputs of the
/// state; a property that is missing there counts as it was given in the old inputs. Empty values ("", 0, false, [],
/// {}) and missing ones are the same, as they are for the bridged providers. Pure.
/// </summary>
public sealed class SchemaComparer
{
    private readonly ImmutableSortedDictionary<string, DiffKind>.Builder _details =
        ImmutableSortedDictionary.CreateBuilder<string, DiffKind>(StringComparer.Ordinal);

    private readonly ImmutableArray<string> _ignored;

    private SchemaComparer(ImmutableArray<string> ignored) => _ignored = ignored;

    public static DiffResult Compare(
        ImmutableArray<SchemaProperty> schema, DiffRequest request, bool deleteBeforeReplace)
    {
        var comparer = new SchemaComparer(request.IgnoreChanges);
        var replaceKeys = ImmutableArray.CreateBuilder<string>();
        foreach (var property in schema)
        {
            var before = comparer._details.Count;
            var old = Given(request.OldOutputs, property.Name) ?? Given(request.OldInputs, property.Name)
                ?? property.Default;
            comparer.CompareValue(
                property, property.Name, old, Given(request.NewInputs, property.Name), property.Replaces);
            if (comparer._details.Count > before && property.Replaces) replaceKeys.Add(property.Name);
        }
        var details = comparer._details.ToImmutable();
        return new DiffResult(details.Count > 0, details, replaceKeys.ToImmutable(), deleteBeforeReplace);
    }

    private static PropertyValue? Given(PropertyMap map, string name) =>
        map.TryGetValue(name, out var value) && value.Plain is not PropertyNull ? value.Plain : null;

    private void CompareValue(
        SchemaProperty property, string path, PropertyValue? old, PropertyValue? wanted, bool replaces)
    {
        if (PropertyPath.IsIgnored(path, _ignored)) return;
        if (IsEmpty(wanted))
        {
            var keeps = property.Computed && wanted is not (PropertyBool or PropertyNumber);
            if (!keeps && !IsEmpty(old)) Report(path, wanted is null ? DiffKind.Delete : DiffKind.Update, replaces);
        }
        else if (IsEmpty(old))
        {
            Report(path, old is PropertyBool or PropertyNumber ? DiffKind.Update : DiffKind.Add, replaces);
        }
        else if (wanted is PropertyUnknown) Report(path, DiffKind.Update, replaces);
        else CompareBelow(property, path, old!, wanted!, replaces);
    }

    private void CompareBelow(
        SchemaProperty property, string path, PropertyValue old, PropertyValue wanted, bool replaces)
    {
        if (property.Shape == SchemaShape.Object && old is PropertyMap oldObject && wanted is PropertyMap newObject)
        {
            CompareObject(property.Members, path, oldObject, newObject, replaces);
        }
        else if (property.Shape == SchemaShape.Map && old is PropertyMap oldMap && wanted is PropertyMap newMap)
        {
            foreach (var name in oldMap.Keys.Union(newMap.Keys, StringComparer.Ordinal))
            {
                var element = new SchemaProperty(name);
                CompareEntry(
                    element, PropertyPath.Member(path, name), Given(oldMap, name), Given(newMap, name), replaces);
            }
        }
        else if (old is PropertyList oldList && wanted is PropertyList newList
            && property.Shape is SchemaShape.List or SchemaShape.Set)
        {
            if (property.Shape == SchemaShape.Set) CompareSet(property, path, oldList, newList, replaces);
            else CompareList(property, path, oldList, newList, replaces);
        }
        else if (!SchemaCanon.Of(property, old).Equals(SchemaCanon.Of(property, wanted)))
        {
            Report(path, DiffKind.Update, replaces);
        }
    }

    private void CompareObject(
        ImmutableArray<SchemaProperty> members, string path, PropertyMap old, PropertyMap wanted, bool replaces)
    {
        foreach (var member in members)
        {
            CompareValue(
                member, PropertyPath.Member(path, member.Name), Given(old, member.Name) ?? member.Default,
                Given(wanted, member.Name) ?? member.Default, replaces);
        }
    }

    // In a map an empty text is a value of its own.
    private void CompareEntry(
        SchemaProperty entry, string path, PropertyValue? old, PropertyValue? wanted, bool replaces)
    {
        if (PropertyPath.IsIgnored(path, _ignored)) return;
        if (old is null) Report(path, DiffKind.Add, replaces);
        else if (wanted is null) Report(path, DiffKind.Delete, replaces);
        else if (!SchemaCanon.Of(entry, old).Equals(SchemaCanon.Of(entry, wanted)))
        {
            Report(path, DiffKind.Update, replaces);
        }
    }

    private void CompareList(SchemaProperty property, string path, PropertyList old, PropertyList wanted, bool replaces)
    {
        for (var index = 0; index < Math.Max(old.Items.Length, wanted.Items.Length); index++)
        {
            var element = PropertyPath.Element(path, index);
            if (index >= old.Items.Length) Report(element, DiffKind.Add, replaces);
            else if (index >= wanted.Items.Length) Report(element, DiffKind.Delete, replaces);
            else if (old.Items[index].Plain is PropertyMap oldItem && wanted.Items[index].Plain is PropertyMap newItem
                && !property.Members.IsEmpty)
            {
                CompareObject(property.Members, element, oldItem, newItem, replaces);
            }
            else if (!SchemaCanon.OfElement(property, old.Items[index])
                .Equals(SchemaCanon.OfElement(property, wanted.Items[index])))
            {
                Report(element, DiffKind.Update, replaces);
            }
        }
    }

    private void CompareSet(SchemaProperty property, string path, PropertyList old, PropertyList wanted, bool replaces)
    {
        var added = new List<int>();
        var left = old.Items.Select((item, index) => (Form: SchemaCanon.OfElement(property, item), Index: index))
            .ToList();
        for (var index = 0; index < wanted.Items.Length; index++)
        {
            var form = SchemaCanon.OfElement(property, wanted.Items[index]);
            var match = wanted.Items[index].HasUnknown()
                ? -1 : left.FindIndex(candidate => candidate.Form.Equals(form));
            if (match >= 0) left.RemoveAt(match);
            else added.Add(index);
        }
        if (property.ReportedWhole && added.Count + left.Count > 0)
        {
            Report(path, DiffKind.Update, replaces);
            return;
        }
        foreach (var (_, index) in left) Report(PropertyPath.Element(path, index), DiffKind.Delete, replaces);
        foreach (var index in added)
        {
            var element = PropertyPath.Element(path, index);
            Report(element, left.Exists(gone => gone.Index == index) ? DiffKind.Update : DiffKind.Add, replaces);
        }
    }

    private static bool IsEmpty(PropertyValue? value) => SchemaCanon.IsEmpty(value);

    private void Report(string path, DiffKind kind, bool replaces)
    {
        if (PropertyPath.IsIgnored(path, _ignored)) return;
        _details[path] = (kind, replaces) switch
        {
            (DiffKind.Add, true) => DiffKind.AddReplace,
            (DiffKind.Delete, true) => DiffKind.DeleteReplace,
            (DiffKind.Update, true) => DiffKind.UpdateReplace,
            _ => kind,
        };
    }
}
