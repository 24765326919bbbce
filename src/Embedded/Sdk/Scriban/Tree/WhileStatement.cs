using Scriban.Evaluation;

namespace Scriban.Tree;

internal sealed class WhileStatement : LoopStatement
{
    public Expression? Condition { get; set; }

    public override NodeSyntax Syntax => new("while statement", "while <expression> ... end");

    protected override object? Run(TemplateContext context)
    {
        object? result = null;
        var state = new LoopState(null);
        context.SetLoopVariable("while", state);
        while (context.StepLoop() && context.ToBool(Condition!.Span, context.Evaluate(Condition)))
        {
            result = context.Evaluate(Body);
            if (!Continues(context)) break;
            state.Index++;
        }
        return result;
    }
}
