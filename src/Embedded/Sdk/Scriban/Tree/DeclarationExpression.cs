namespace Scriban.Tree;

/// <summary>An expression that turned out to declare a function: `f(x) = x * 2`.</summary>
internal sealed class DeclarationExpression(Function function) : Expression
{
    public Function Function { get; } = function;

    public override object? Evaluate(TemplateContext context) => Function.Evaluate(context);

    public override string ToString() => Function.ToString()!;
}
