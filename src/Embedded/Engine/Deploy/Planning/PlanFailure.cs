using System.Collections.Immutable;
using Postern.Embedded.Contracts.Programs;
using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Planning;

/// <summary>A resource cannot be made as it is asked for; the message is for its diagnostics.</summary>
public sealed class PlanFailure(string urn, string message) : Exception(message)
{
    public string ResourceUrn { get; } = urn;

    /// <summary>The operation itself could be done; the run's targets do not name it.</summary>
    public bool IsOnlyAside { get; init; }

    /// <summary>The refusal to touch a protected resource, with the ways to lift it.</summary>
    public static PlanFailure Protected(string urn, string participle) => new(
        urn,
        $"resource \"{urn}\" cannot be {participle}\nbecause it is protected. To unprotect the resource, either " +
            $"remove the `protect` flag " +
        "from the resource in your Pulumi program and run `pulumi up`, or use the command:\n" +
        $"`pulumi state unprotect '{urn}'`");

    /// <summary>Raises the reasons, if there are any, in the CLI's form.</summary>
    public static void Throw(ResourceState resource, ImmutableArray<CheckFailure> failures)
    {
        if (failures.IsEmpty) return;
        var name = Urn.NameOf(resource.Urn);
        throw new PlanFailure(resource.Urn, string.Join("\n", failures.Select(failure => failure.Property.Length == 0
            ? $"{resource.Type} resource '{name}' has a problem: {failure.Reason}"
            : $"{resource.Type} resource '{name}' has a problem: {failure.Reason}. Examine values at " +
                $"'{name}.{failure.Property}'.")));
    }
}
