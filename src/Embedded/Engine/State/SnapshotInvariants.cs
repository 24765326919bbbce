namespace Postern.Embedded.Engine.State;

/// <summary>
/// What holds of every state, checked at each load and save (pulumi/pulumi deploy/snapshot.go VerifyIntegrity):
/// I1 a URN is well formed; I2 a resource has a type; I3 only custom resources have an id;
/// I4 a provider reference names a provider earlier in the list, with its id; I5 a parent comes earlier;
/// I6 dependencies come earlier; I7 property dependencies come earlier; I8 deletedWith comes earlier;
/// I9 no URN twice unless all but one are to be deleted; I10 a pending operation has a known type and a URN;
/// I11 the manifest's magic is that of its version.
/// </summary>
public static class SnapshotInvariants
{
    /// <summary>What the CLI says of a violated I11.</summary>
    public const string OtherMagic = "magic cookie mismatch; possible tampering/corruption detected";

    private static readonly string[] OperationTypes = ["creating", "updating", "deleting", "reading", "importing"];

    /// <summary>Every violation, as "I4: urn: reason"; empty for a sound state.</summary>
    public static IReadOnlyList<string> Violations(Snapshot snapshot)
    {
        var violations = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var live = new HashSet<string>(StringComparer.Ordinal);
        var providers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in snapshot.Resources)
        {
            Check(resource, seen, providers, violations);
            if (!resource.Delete && !live.Add(resource.Urn))
                violations.Add($"I9: {resource.Urn}: duplicate resource (not marked for deletion)");
            seen.Add(resource.Urn);
            if (resource.IsProvider) providers.Add(resource.Reference);
        }
        foreach (var operation in snapshot.PendingOperations)
        {
            if (!OperationTypes.Contains(operation.Type) || !Urn.IsValid(operation.Resource.Urn))
                violations.Add($"I10: {operation.Resource.Urn}: unknown pending operation '{operation.Type}'");
        }
        if (snapshot.Manifest.HasOtherMagic) violations.Add($"I11: {OtherMagic}");
        return violations;
    }

    /// <summary>Raises <see cref="StateFailure"/> with the first violation.</summary>
    public static void Verify(Snapshot snapshot)
    {
        var violations = Violations(snapshot);
        if (violations.Count > 0) throw new StateFailure($"snapshot integrity failure: {violations[0]}");
    }

    private static void Check(
        ResourceState resource, HashSet<string> seen, HashSet<string> providers, List<string> violations)
    {
        void Demand(bool holds, string number, string reason)
        {
            if (!holds) violations.Add($"{number}: {resource.Urn}: {reason}");
        }

        Demand(Urn.IsValid(resource.Urn), "I1", "malformed urn");
        Demand(resource.Type.Length > 0, "I2", "resource has no type");
        Demand(resource.Custom || resource.Id is null, "I3", "a component has an id");
        if (resource.Provider is { } provider)
            Demand(providers.Contains(provider), "I4", $"unknown provider {provider}");
        if (resource.Parent is { } parent)
            Demand(seen.Contains(parent), "I5", $"parent {parent} does not come before it");
        foreach (var urn in resource.Dependencies)
            Demand(seen.Contains(urn), "I6", $"dependency {urn} does not come before it");
        foreach (var (property, urns) in resource.PropertyDependencies)
        {
            foreach (var urn in urns)
                Demand(seen.Contains(urn), "I7", $"dependency {urn} of property {property} does not come before it");
        }
        if (resource.DeletedWith is { } deletedWith)
            Demand(seen.Contains(deletedWith), "I8", $"deletedWith {deletedWith} does not come before it");
    }
}
