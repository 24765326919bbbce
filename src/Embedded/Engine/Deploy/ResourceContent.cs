using Postern.Embedded.Engine.State;
using Postern.Embedded.Engine.Values;

namespace Postern.Embedded.Engine.Deploy;

/// <summary>Comparisons and rewrites of state entries. Pure.</summary>
public static class ResourceContent
{
    private static readonly ResourceWriter Writer = new(new PropertyJsonWriter((json, secret) =>
    {
        json.BeginObject().Name("secret");
        PropertyJsonWriter.Plain.Write(json, secret.Element);
        json.EndObject();
    }));

    /// <summary>Whether the file would say the same of both.</summary>
    public static bool Same(ResourceState left, ResourceState right) =>
        ReferenceEquals(left, right) || Text(left) == Text(right);

    /// <summary>The entry with every reference to a renamed resource brought up to date; the entry's own URN
    /// stays.</summary>
    public static ResourceState Rename(ResourceState state, IReadOnlyDictionary<string, string> renamed)
    {
        if (!state.Requirements().Any(renamed.ContainsKey)) return state;
        string New(string urn) => renamed.GetValueOrDefault(urn, urn);
        return state with
        {
            Parent = state.Parent is { } parent ? New(parent) : null,
            Provider = state.Provider is { } provider ? NewReference(provider, New) : null,
            Dependencies = [.. state.Dependencies.Select(New)],
            PropertyDependencies = state.PropertyDependencies.SetItems(state.PropertyDependencies.Select(
                entry => KeyValuePair.Create(
                    entry.Key, System.Collections.Immutable.ImmutableArray.CreateRange(entry.Value.Select(New))))),
            DeletedWith = state.DeletedWith is { } with ? New(with) : null,
        };
    }

    private static string NewReference(string reference, Func<string, string> rename)
    {
        var urn = Urn.OfReference(reference);
        return rename(urn) + reference[urn.Length..];
    }

    private static string Text(ResourceState state)
    {
        var json = new JsonText();
        Writer.Write(json, state);
        return json.ToString();
    }
}
