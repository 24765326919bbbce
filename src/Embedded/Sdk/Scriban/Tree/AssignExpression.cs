using Scriban.Evaluation;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`target = value` and `target += value`; gives nothing itself.</summary>
internal sealed class AssignExpression(Expression target, BinaryOperator? compound) : Expression
{
    public Expression? Value { get; set; }

    public override NodeSyntax Syntax => new("assign expression", "<target_expression> = <value_expression>");

    public override object? Evaluate(TemplateContext context)
    {
        if (Value is null)
            throw new ScriptRuntimeException(Span, "Invalid assignment expression. Target and value are required.");
        var value = context.Evaluate(Value);
        if (compound is { } @operator)
            value = Operators.Apply(context, Span, @operator, context.Evaluate(target), value);
        context.SetValue(target, value);
        return null;
    }

    public override string ToString() =>
        $"{target}{(compound is { } @operator ? BinaryOperatorTable.Text(@operator) : "")}={Value}";
}
