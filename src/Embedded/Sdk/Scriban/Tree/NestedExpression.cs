namespace Scriban.Tree;

/// <summary>An expression in parentheses: pipes around it do not reach into it.</summary>
internal sealed class NestedExpression(Expression? inner) : VariablePath
{
    public Expression? Inner { get; set; } = inner;

    public override NodeSyntax Syntax => new("nested expression", "(<expression>)");

    public override object? Read(TemplateContext context) => context.OutsidePipe(() => context.Evaluate(Inner));

    public override void Write(TemplateContext context, object? value) => context.SetValue(Inner!, value);

    public override string ToString() => $"({Inner})";
}
