namespace Scriban.Evaluation;

/// <summary>What a statement asked the blocks around it to do.</summary>
internal enum FlowState
{
    None,
    Break,
    Continue,
    Return,
}
