namespace Scriban.Tree;

internal sealed class CaseStatement : ConditionStatement
{
    public Expression? Value { get; set; }

    public override NodeSyntax Syntax => new("case statement", "case <expression> ... end|when|else");

    public override object? Evaluate(TemplateContext context)
    {
        context.CaseValues.Push(context.Evaluate(Value));
        try
        {
            return context.Evaluate(Body);
        }
        finally
        {
            context.CaseValues.Pop();
        }
    }
}
