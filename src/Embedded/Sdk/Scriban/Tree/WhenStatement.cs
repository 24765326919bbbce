using Scriban.Evaluation;

namespace Scriban.Tree;

internal sealed class WhenStatement : ConditionStatement
{
    public List<Expression> Values { get; } = [];

    public ConditionStatement? Next { get; set; }

    public override NodeSyntax Syntax => new("when statement", "when <expression> ... end|when|else");

    public override object? Evaluate(TemplateContext context)
    {
        var subject = context.CaseValues.Peek();
        foreach (var value in Values)
        {
            var candidate = context.Evaluate(value);
            if (Operators.Apply(context, Span, BinaryOperator.CompareEqual, subject, candidate) is true)
                return context.Evaluate(Body);
        }
        return context.Evaluate(Next);
    }
}
