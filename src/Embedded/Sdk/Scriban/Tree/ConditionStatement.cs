namespace Scriban.Tree;

/// <summary>`if`, `case`, `when` and `else`.</summary>
internal abstract class ConditionStatement : Statement
{
    public Block? Body { get; set; }
}
