namespace Scriban.Tree;

/// <summary>`capture x`: what the block writes becomes the value of x.</summary>
internal sealed class CaptureStatement : Statement
{
    public Expression? Target { get; set; }

    public Block? Body { get; set; }

    public override NodeSyntax Syntax => new("capture statement", "capture <variable> ... end");

    public override bool CanOutput => false;

    public override object? Evaluate(TemplateContext context)
    {
        // The official library keeps the output itself, not its text: `c.size` is nothing there.
        var output = context.CaptureOutput(() => context.Evaluate(Body));
        context.SetValue(Target!, output);
        return null;
    }
}
