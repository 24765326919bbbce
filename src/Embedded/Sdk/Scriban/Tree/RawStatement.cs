namespace Scriban.Tree;

/// <summary>Text outside of code blocks.</summary>
internal sealed class RawStatement(string text) : Statement
{
    public string Text { get; } = text;

    public override object? Evaluate(TemplateContext context)
    {
        context.Write(Text);
        return null;
    }
}
