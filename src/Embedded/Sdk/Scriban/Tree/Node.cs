using Scriban.Parsing;

namespace Scriban.Tree;

/// <summary>
/// A piece of a parsed template that can be evaluated; its text is its code, without the blanks that do not matter.
/// </summary>
internal abstract class Node
{
    public SourceSpan Span { get; set; }

    /// <summary>What messages call this piece.</summary>
    public virtual NodeSyntax Syntax => new("Script" + GetType().Name, "...");

    public abstract object? Evaluate(TemplateContext context);
}
