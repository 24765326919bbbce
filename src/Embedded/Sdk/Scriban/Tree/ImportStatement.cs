namespace Scriban.Tree;

/// <summary>`import x`: x's members become variables.</summary>
internal sealed class ImportStatement : Statement
{
    public Expression? Expression { get; set; }

    public override NodeSyntax Syntax => new("import statement", "import <expression>");

    public override object? Evaluate(TemplateContext context)
    {
        if (context.Evaluate(Expression) is { } value) context.Import(Expression!.Span, value);
        return null;
    }
}
