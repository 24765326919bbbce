using Scriban.Evaluation;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Tree;

internal sealed class BinaryExpression(Expression left, BinaryOperator @operator, SourceSpan operatorSpan) : Expression
{
    public Expression? Right { get; set; }

    public override NodeSyntax Syntax => new("binary expression", "<expression> operator <expression>");

    public override object? Evaluate(TemplateContext context)
    {
        if (Right is null)
            throw new ScriptRuntimeException(Span, "Invalid binary expression. A right side is required.");
        var value = context.Evaluate(left);
        switch (@operator)
        {
            case BinaryOperator.And:
                return context.ToBool(left.Span, value) && context.ToBool(Right.Span, context.Evaluate(Right));
            case BinaryOperator.Or:
                return context.ToBool(left.Span, value) || context.ToBool(Right.Span, context.Evaluate(Right));
            case BinaryOperator.EmptyCoalescing:
                return value ?? context.Evaluate(Right);
            case BinaryOperator.NotEmptyCoalescing:
                return value is null ? null : context.Evaluate(Right);
            default:
                var operation = new Operation(context, operatorSpan, @operator, left.Span, Right.Span);
                return Operators.Apply(operation, value, context.Evaluate(Right));
        }
    }

    public override string ToString() => @operator == BinaryOperator.Subtract
        ? $"{left} - {Right}"
        : $"{left}{BinaryOperatorTable.Text(@operator)}{Right}";
}
