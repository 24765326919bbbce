using Scriban.Evaluation;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`break` and `continue`.</summary>
internal sealed class LeaveLoopStatement(FlowState flow) : Statement
{
    public override object? Evaluate(TemplateContext context)
    {
        if (!context.IsInLoop)
        {
            var name = flow == FlowState.Break ? "break" : "continue";
            throw new ScriptRuntimeException(Span, $"The <{name}> statement can only be used inside for/while loops");
        }
        context.Flow = flow;
        return null;
    }
}
