using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Tree;

internal sealed class ObjectInitializer : Expression
{
    public List<(Expression Name, Expression Value)> Members { get; } = [];

    public override NodeSyntax Syntax =>
        new("object initializer expression", "{ member1: <expression>, member2: ... }");

    public override object Evaluate(TemplateContext context)
    {
        var result = new ScriptObject();
        foreach (var (name, expression) in Members)
        {
            var key = name is Variable variable ? variable.Name : (string)((Literal)name).Value!;
            if (!result.CanWrite(key))
                throw new ScriptRuntimeException(Span, $"Cannot set an existing readonly member `{key}`");
            result.SetValue(key, context.Evaluate(expression), readOnly: false);
        }
        return result;
    }

    public override string ToString() =>
        $"{{{string.Join(",", Members.Select(member => $"{member.Name}:{member.Value}"))}}}";
}
