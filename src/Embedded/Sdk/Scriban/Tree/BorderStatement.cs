namespace Scriban.Tree;

/// <summary>
/// Where code begins or ends: the indentation before a first code block on a line holds for all that it writes.
/// </summary>
internal sealed class BorderStatement(bool isEnter, string? indent) : Statement
{
    public bool IsEnter { get; } = isEnter;

    public string? Indent { get; } = indent;

    public override bool CanOutput => false;

    public override object? Evaluate(TemplateContext context) => null;
}
