namespace Scriban.Tree;

internal abstract class Statement : Node
{
    /// <summary>Whether the value of the statement is written to the output.</summary>
    public virtual bool CanOutput => true;
}
