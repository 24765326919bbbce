namespace Scriban.Tree;

internal sealed class ReadOnlyStatement : Statement
{
    public Variable? Variable { get; set; }

    public override NodeSyntax Syntax => new("readonly statement", "readonly <variable>");

    public override object? Evaluate(TemplateContext context)
    {
        context.ProtectVariable(Variable!);
        return null;
    }
}
