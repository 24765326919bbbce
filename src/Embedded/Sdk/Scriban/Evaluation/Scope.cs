using Scriban.Runtime;

namespace Scriban.Evaluation;

/// <summary>One level of names, with the variables of the loops that run in it.</summary>
internal sealed class Scope(IScriptObject? store)
{
    public IScriptObject? Store { get; } = store;

    public Stack<ScriptObject> Loops { get; } = new();

    public bool HidesCaller { get; init; }

    /// <summary>Innermost first.</summary>
    public IEnumerable<IScriptObject> Stores() => Store is null ? Loops : Loops.Append(Store);
}
