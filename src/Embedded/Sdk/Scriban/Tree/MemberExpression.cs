using Scriban.Evaluation;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>`target.member` and `target?.member`; after one `?.` the whole chain stops at null.</summary>
internal sealed class MemberExpression(Expression target, Variable member, bool isConditional) : VariablePath
{
    public Expression Target { get; } = target;

    public bool IsConditional { get; } = isConditional;

    public override NodeSyntax Syntax => new("member expression", "<expression>.<variable_name>");

    public override object? Read(TemplateContext context)
    {
        var value = context.GetValue(Target);
        if (value is null)
        {
            if (IsConditional) return null;
            if (context.EnableRelaxedTargetAccess && context.EnableRelaxedMemberAccess) return null;
            throw new ScriptRuntimeException(member.Span, context.EnableRelaxedMemberAccess
                ? $"Cannot get the member {this} for a null object."
                : $"Object `{Target}` is null. Cannot access member: {this}");
        }
        var found = Accessor.Of(context, value).TryGet(context, member.Span, value, member.Name, out var result);
        if (!found && !context.EnableRelaxedMemberAccess)
            throw new ScriptRuntimeException(member.Span, $"Cannot get member with name {member.Name}.");
        return result;
    }

    public override void Write(TemplateContext context, object? value)
    {
        var target = context.GetValue(Target) ?? throw new ScriptRuntimeException(
            member.Span, $"Object `{Target}` is null. Cannot access member: {this}");
        if (!Accessor.Of(context, target).TrySet(context, member.Span, target, member.Name, value))
            throw new ScriptRuntimeException(member.Span, $"Cannot set a value for the readonly member: {this}");
    }

    public override string ToString() => $"{Target}{(IsConditional ? "?." : ".")}{member}";
}
