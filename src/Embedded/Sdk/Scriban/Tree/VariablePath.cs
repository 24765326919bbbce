namespace Scriban.Tree;

/// <summary>
/// An expression that names a place: it can be read, called when it holds a function, and assigned to.
/// </summary>
internal abstract class VariablePath : Expression
{
    public override object? Evaluate(TemplateContext context) => context.ReadPath(this);

    /// <summary>The value as it is stored: a function is not called.</summary>
    public abstract object? Read(TemplateContext context);

    public abstract void Write(TemplateContext context, object? value);
}
