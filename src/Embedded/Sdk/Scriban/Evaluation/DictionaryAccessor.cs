using System.Collections;
using Scriban.Parsing;

namespace Scriban.Evaluation;

internal sealed class DictionaryAccessor : Accessor
{
    public static DictionaryAccessor Instance { get; } = new();

    public override bool TryGet(
        TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        var dictionary = (IDictionary)target;
        var found = dictionary.Contains(member);
        value = found ? dictionary[member] : null;
        return found;
    }

    public override bool TrySet(
        TemplateContext context, SourceSpan span, object target, string member, object? value)
    {
        ((IDictionary)target)[member] = value;
        return true;
    }

    public override IEnumerable<string> Members(TemplateContext context, object target)
    {
        foreach (var key in ((IDictionary)target).Keys) yield return context.ObjectToString(key) ?? "";
    }
}
