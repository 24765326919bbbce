using System.Collections.Immutable;

namespace Postern.Embedded.Engine.State;

/// <summary>Gives a state the URNs of another stack name. Pure.</summary>
public static class StackRenaming
{
    public static Snapshot Rename(Snapshot snapshot, string stack) => snapshot with
    {
        Resources = [.. snapshot.Resources.Select(resource => Rename(resource, stack))],
        PendingOperations = [.. snapshot.PendingOperations.Select(
            pending => pending with { Resource = Rename(pending.Resource, stack) })],
    };

    private static ResourceState Rename(ResourceState resource, string stack)
    {
        // The stack's own resource is called project-stack.
        var isStack = resource.Type == Urn.StackType;
        var old = Urn.StackOf(resource.Urn);
        string New(string urn) => RenameUrn(urn, old, stack);
        return resource with
        {
            Urn = New(resource.Urn),
            Parent = isStack || resource.Parent is null ? resource.Parent : New(resource.Parent),
            Provider = resource.Provider is { } provider ? New(provider) : null,
            Dependencies = [.. resource.Dependencies.Select(New)],
            PropertyDependencies = resource.PropertyDependencies.ToImmutableSortedDictionary(
                entry => entry.Key, entry => ImmutableArray.CreateRange(entry.Value.Select(New)),
                StringComparer.Ordinal),
            DeletedWith = resource.DeletedWith is { } with ? New(with) : null,
        };
    }

    private static string RenameUrn(string urn, string old, string stack)
    {
        var prefix = $"urn:pulumi:{old}::";
        if (!urn.StartsWith(prefix, StringComparison.Ordinal)) return urn;
        var rest = urn[prefix.Length..];
        var isRoot = rest.Contains($"::{Urn.StackType}::", StringComparison.Ordinal);
        if (isRoot && rest.EndsWith("-" + old, StringComparison.Ordinal)) rest = rest[..^old.Length] + stack;
        return $"urn:pulumi:{stack}::{rest}";
    }
}
