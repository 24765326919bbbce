using Scriban.Evaluation;

namespace Scriban.Tree;

/// <summary>`ret x`: leaves the function, the include or the template.</summary>
internal sealed class ReturnStatement : Statement
{
    public Expression? Expression { get; set; }

    public override NodeSyntax Syntax => new("return statement", "return <expression>?");

    public override object? Evaluate(TemplateContext context)
    {
        // Evaluated first: a call inside of it would end the return that is under way.
        var result = context.Evaluate(Expression);
        context.Flow = FlowState.Return;
        return result;
    }
}
