using Scriban.Evaluation;

namespace Scriban.Tree;

/// <summary>A whole template.</summary>
internal sealed class Page(Block body) : Node
{
    public Block Body { get; } = body;

    public override NodeSyntax Syntax => new("ScriptPage", "...");

    public override object? Evaluate(TemplateContext context)
    {
        context.Flow = FlowState.None;
        try
        {
            return context.Evaluate(Body);
        }
        finally
        {
            context.Flow = FlowState.None;
        }
    }
}
