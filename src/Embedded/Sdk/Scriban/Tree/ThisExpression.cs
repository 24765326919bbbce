using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`this`: the object that new variables go into.</summary>
internal sealed class ThisExpression : VariablePath
{
    public override object? Read(TemplateContext context) => context.CurrentGlobal;

    public override void Write(TemplateContext context, object? value) =>
        throw new ScriptRuntimeException(Span, "Cannot set this variable");

    public override string ToString() => "this";
}
