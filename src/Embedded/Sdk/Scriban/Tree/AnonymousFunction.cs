namespace Scriban.Tree;

/// <summary>`do; ret $0; end`</summary>
internal sealed class AnonymousFunction(Function function) : Expression
{
    public override NodeSyntax Syntax => new("anonymous function", "do ... end");

    public override object Evaluate(TemplateContext context) => function;

    public override string ToString() => function.ToString()!;
}
