using System.Collections;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Evaluation;

/// <summary>The members of one kind of value, and the elements of lists and texts.</summary>
internal abstract class Accessor
{
    public static Accessor Of(TemplateContext context, object value) => value switch
    {
        IScriptObject => ScriptObjectAccessor.Instance,
        string => StringAccessor.Instance,
        IDictionary => DictionaryAccessor.Instance,
        IList => ListAccessor.Instance,
        _ when TypeNames.IsPrimitive(value.GetType()) => PrimitiveAccessor.Instance,
        _ when GenericDictionaryAccessor.For(value.GetType()) is { } dictionary => dictionary,
        _ => TypedAccessor.For(context, value.GetType()),
    };

    public static bool IsIndexable(object value) =>
        value is string or IList || TypeNames.IsPrimitive(value.GetType());

    public static int Length(TemplateContext context, SourceSpan span, object value) => value switch
    {
        string text => text.Length,
        IList list => list.Count,
        _ => throw new ScriptRuntimeException(
            span, $"Cannot use the {context.GetTypeName(value)} primitive `{value}` as a list."),
    };

    public static object? Element(object value, int index) =>
        value is string text ? text[index].ToString() : ((IList)value)[index];

    public static void SetElement(TemplateContext context, SourceSpan span, object value, int index, object? element)
    {
        switch (value)
        {
            case string:
                throw new ScriptRuntimeException(span, "Cannot replace a character in a string");
            case IList list when index >= list.Count && !list.IsFixedSize:
                while (list.Count < index) list.Add(null);
                list.Add(element);
                break;
            case IList list when index < list.Count:
                list[index] = element;
                break;
            case not IList:
                throw new ScriptRuntimeException(
                    span, $"Cannot index the {context.GetTypeName(value)} primitive `{value}`.");
        }
    }

    public abstract bool TryGet(
        TemplateContext context, SourceSpan span, object target, string member, out object? value);

    public abstract bool TrySet(TemplateContext context, SourceSpan span, object target, string member, object? value);

    public abstract IEnumerable<string> Members(TemplateContext context, object target);

    public virtual bool Has(TemplateContext context, object target, string member) =>
        Members(context, target).Contains(member);
}
