namespace Scriban.Tree;

internal sealed class IfStatement : ConditionStatement
{
    public Expression? Condition { get; set; }

    public ConditionStatement? Else { get; set; }

    public override NodeSyntax Syntax => new("if statement", "if <expression> ... end|else|else if");

    public override object? Evaluate(TemplateContext context) =>
        context.ToBool(Condition!.Span, context.Evaluate(Condition)) ? context.Evaluate(Body) : context.Evaluate(Else);
}
