namespace Scriban.Tree;

internal sealed class ElseStatement : ConditionStatement
{
    public override NodeSyntax Syntax => new("else statement", "else | else if <expression> ... end|else|else if");

    public override object? Evaluate(TemplateContext context) => context.Evaluate(Body);
}
