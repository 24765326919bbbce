using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Evaluation;

internal sealed class ScriptObjectAccessor : Accessor
{
    public static ScriptObjectAccessor Instance { get; } = new();

    public override bool TryGet(
        TemplateContext context, SourceSpan span, object target, string member, out object? value) =>
        ((IScriptObject)target).TryGetValue(context, span, member, out value);

    public override bool TrySet(
        TemplateContext context, SourceSpan span, object target, string member, object? value) =>
        ((IScriptObject)target).TrySetValue(context, span, member, value, false);

    public override IEnumerable<string> Members(TemplateContext context, object target) =>
        ((IScriptObject)target).GetMembers();

    public override bool Has(TemplateContext context, object target, string member) =>
        ((IScriptObject)target).Contains(member);
}
