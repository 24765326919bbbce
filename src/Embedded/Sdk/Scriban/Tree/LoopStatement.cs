using Scriban.Evaluation;

namespace Scriban.Tree;

internal abstract class LoopStatement : Statement
{
    public Block? Body { get; set; }

    public override object? Evaluate(TemplateContext context)
    {
        context.EnterLoop(this);
        try
        {
            return Run(context);
        }
        finally
        {
            context.ExitLoop();
            if (context.Flow != FlowState.Return) context.Flow = FlowState.None;
        }
    }

    protected abstract object? Run(TemplateContext context);

    /// <summary>Whether the loop goes on after its body ran.</summary>
    protected static bool Continues(TemplateContext context)
    {
        if (context.Flow == FlowState.Return) return false;
        var goesOn = context.Flow != FlowState.Break;
        context.Flow = FlowState.None;
        return goesOn;
    }
}
