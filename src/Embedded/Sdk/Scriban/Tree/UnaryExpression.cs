using System.Numerics;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`!x`, `-x`, `+x`, `@f` (the function itself) and `^list` (its elements as arguments).</summary>
internal sealed class UnaryExpression(char @operator, Expression? right) : Expression
{
    public const char Alias = '@';
    public const char Expand = '^';

    public Expression? Right { get; set; } = right;

    public char Operator => @operator;

    public override NodeSyntax Syntax => new("unary expression", "<operator> <expression>");

    public override object? Evaluate(TemplateContext context)
    {
        var value = context.Evaluate(Right, aliasReturnedFunction: Operator == Alias);
        return Operator switch
        {
            '!' => !context.ToBool(Right!.Span, value),
            '-' or '+' => Signed(context, value),
            _ => value,
        };
    }

    public override string ToString() => $"{Operator}{Right}";

    private object Signed(TemplateContext context, object? value)
    {
        var negate = Operator == '-';
        return value switch
        {
            null => throw new ScriptRuntimeException(Right!.Span, $"Operator `{Operator}` is not supported"),
            int number => negate ? unchecked(-number) : number,
            long number => negate ? unchecked(-number) : number,
            double number => negate ? -number : number,
            float number => negate ? -number : number,
            decimal number => negate ? -number : number,
            BigInteger number => negate ? -number : number,
            _ => throw new ScriptRuntimeException(
                Right!.Span,
                $"Unexpected value `{value} / Type: {context.GetTypeName(value)}`."
                + " Cannot negate(-)/positive(+) a non-numeric value"),
        };
    }
}
