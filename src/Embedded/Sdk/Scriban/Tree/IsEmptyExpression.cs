using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`target.empty?`</summary>
internal sealed class IsEmptyExpression(Expression target, string member) : VariablePath
{
    public override object? Read(TemplateContext context)
    {
        if (context.GetValue(target) is { } value) return context.IsEmpty(Span, value);
        if (context.EnableRelaxedTargetAccess) return true;
        throw new ScriptRuntimeException(Span, $"Object `{target}` is null. Cannot access property `empty?`");
    }

    public override void Write(TemplateContext context, object? value) =>
        throw new ScriptRuntimeException(Span, "The `.empty?` property cannot be set");

    public override string ToString() => $"{target}.{member}?";
}
