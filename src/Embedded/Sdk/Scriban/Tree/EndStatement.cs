namespace Scriban.Tree;

internal sealed class EndStatement : Statement
{
    public override bool CanOutput => false;

    public override object? Evaluate(TemplateContext context) => null;
}
