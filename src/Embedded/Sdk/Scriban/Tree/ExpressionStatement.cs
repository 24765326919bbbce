namespace Scriban.Tree;

internal sealed class ExpressionStatement : Statement
{
    public Expression? Expression { get; set; }

    public override NodeSyntax Syntax => new("expression statement", "<expression>");

    public override bool CanOutput => Expression is not AssignExpression;

    public override object? Evaluate(TemplateContext context)
    {
        var result = context.Evaluate(Expression);
        return result is Block wrapped ? context.Evaluate(wrapped) : result;
    }
}
