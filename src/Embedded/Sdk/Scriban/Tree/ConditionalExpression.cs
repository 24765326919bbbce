namespace Scriban.Tree;

internal sealed class ConditionalExpression(Expression condition) : Expression
{
    public Expression? Then { get; set; }

    public Expression? Else { get; set; }

    public override NodeSyntax Syntax => new("conditional expression", "<condition> ? <then_value> : <else_value>");

    public override object? Evaluate(TemplateContext context) =>
        context.Evaluate(context.ToBool(condition.Span, context.Evaluate(condition)) ? Then : Else);

    public override string ToString() => $"{condition}?{Then}:{Else}";
}
