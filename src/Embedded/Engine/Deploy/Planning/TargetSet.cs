using Postern.Embedded.Engine.State;

namespace Postern.Embedded.Engine.Deploy.Planning;

/// <summary>
/// Which resources a run may touch. Components, providers and the stack are always let through: they cost nothing.
/// </summary>
public sealed class TargetSet(RunOptions options)
{
    private readonly TargetPatterns _targets = new(options.Targets.AddRange(options.TargetReplaces));
    private readonly TargetPatterns _replaces = new(options.TargetReplaces);
    private readonly HashSet<string> _included = new(StringComparer.Ordinal);
    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);

    public bool IsEverything => _targets.IsEmpty;

    /// <summary>Named by a pattern, whatever depends on what.</summary>
    public bool Names(string urn) => IsEverything || _targets.Match(urn);

    public bool MustReplace(string urn) => !_replaces.IsEmpty && _replaces.Match(urn);

    /// <summary>Whether the run may touch a resource that is registered now.</summary>
    public bool Includes(ResourceState goal)
    {
        if (IsEverything || !goal.Custom || goal.IsProvider) return true;
        var included = _targets.Match(goal.Urn)
            || (options.TargetDependents && goal.Requirements().Any(_included.Contains));
        if (included) _included.Add(goal.Urn);
        return included;
    }

    /// <summary>Notes a resource that is not created because it is no target.</summary>
    public void Skip(string urn) => _skipped.Add(urn);

    /// <summary>A requirement of an included resource that was skipped, or null.</summary>
    public string? MissingRequirement(ResourceState goal) => goal.Requirements().FirstOrDefault(_skipped.Contains);
}
