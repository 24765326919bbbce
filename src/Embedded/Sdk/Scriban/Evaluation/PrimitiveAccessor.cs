using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Evaluation;

/// <summary>Numbers and truths have no members.</summary>
internal sealed class PrimitiveAccessor : Accessor
{
    public static PrimitiveAccessor Instance { get; } = new();

    public override bool TryGet(
        TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = null;
        return context.EnableRelaxedMemberAccess ? false : throw None(context, span, target, member);
    }

    public override bool TrySet(
        TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        throw None(context, span, target, member);

    public override IEnumerable<string> Members(TemplateContext context, object target) => [];

    private static ScriptRuntimeException None(
        TemplateContext context, SourceSpan span, object target, string member) =>
        new(
            span,
            $"Cannot get or set a member on the primitive `{target}/{context.GetTypeName(target)}`"
            + $" when accessing member: {member}");
}
