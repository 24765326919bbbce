using System.Collections;
using Scriban.Parsing;

namespace Scriban.Evaluation;

/// <summary>Lists have one member: their size.</summary>
internal sealed class ListAccessor : Accessor
{
    public static ListAccessor Instance { get; } = new();

    public override bool TryGet(
        TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = member == "size" ? ((IList)target).Count : null;
        return value is not null;
    }

    public override bool TrySet(
        TemplateContext context, SourceSpan span, object target, string member, object? value) => false;

    public override IEnumerable<string> Members(TemplateContext context, object target) => ["size"];
}
