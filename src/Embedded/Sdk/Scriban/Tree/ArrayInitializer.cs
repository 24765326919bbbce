using Scriban.Runtime;

namespace Scriban.Tree;

internal sealed class ArrayInitializer : Expression
{
    public List<Expression> Values { get; } = [];

    public override NodeSyntax Syntax => new("array initializer", "[item1, item2,...]");

    public override object Evaluate(TemplateContext context)
    {
        var array = new ScriptArray(Values.Count);
        foreach (var value in Values) array.Add(context.Evaluate(value));
        return array;
    }

    public override string ToString() => $"[{string.Join(",", Values)}]";
}
