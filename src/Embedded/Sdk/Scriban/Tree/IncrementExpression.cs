using Scriban.Evaluation;

namespace Scriban.Tree;

/// <summary>`++x`, `--x`, `x++` and `x--`.</summary>
internal sealed class IncrementExpression(Expression? target, int step, bool isPostfix) : Expression
{
    public Expression? Target { get; set; } = target;

    public override object? Evaluate(TemplateContext context)
    {
        if (Target is null) return null;
        var before = context.Evaluate(Target);
        var after = Operators.Apply(context, Target.Span, BinaryOperator.Add, before, step);
        context.SetValue(Target, after);
        return isPostfix ? before : after;
    }

    public override string ToString()
    {
        var sign = step > 0 ? "++" : "--";
        return isPostfix ? $"{Target}{sign}" : $"{sign}{Target}";
    }
}
