using System.Collections;
using System.Globalization;
using Scriban.Evaluation;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Tree;

/// <summary>
/// `target[index]`: an element of a list (negative counts from its end), a character of a text, or a member by name.
/// </summary>
internal sealed class IndexerExpression(Expression target, Expression? index) : VariablePath
{
    private Expression Target => target;

    public override NodeSyntax Syntax => new("index expression", "<expression>[<index_expression>]");

    public override object? Read(TemplateContext context)
    {
        if (context.GetValue(target) is not { } value)
        {
            if (context.EnableRelaxedTargetAccess || IsConditional(target)) return null;
            throw NullTarget();
        }
        if (Index(context) is not { } key) return null;
        if (!IsList(value, key)) return ReadMember(context, value, key);
        var (i, length) = Position(context, value, key);
        return i >= 0 && i < length ? Accessor.Element(value, i) : null;
    }

    public override void Write(TemplateContext context, object? value)
    {
        var container = context.GetValue(target) ?? throw NullTarget();
        if (Index(context) is not { } key) return;
        if (IsList(container, key))
        {
            var (i, _) = Position(context, container, key);
            if (i >= 0) Accessor.SetElement(context, index!.Span, container, i, value);
            return;
        }
        var name = context.ObjectToString(key) ?? "";
        if (!Accessor.Of(context, container).TrySet(context, index!.Span, container, name, value))
        {
            throw new ScriptRuntimeException(
                index.Span, $"Cannot set a value for the readonly member `{name}` in the indexer: {target}['{name}']");
        }
    }

    public override string ToString() =>
        target is Variable { IsLocal: true, Name: Variable.ArgumentsName } && index is Literal { Value: int number }
            ? "$" + number.ToString(CultureInfo.InvariantCulture)
            : $"{target}[{index}]";

    private static bool IsConditional(Expression? expression) => expression switch
    {
        MemberExpression member => member.IsConditional || IsConditional(member.Target),
        IndexerExpression indexer => IsConditional(indexer.Target),
        NestedExpression nested => IsConditional(nested.Inner),
        _ => false,
    };

    private static bool IsList(object value, object key) =>
        value is not IDictionary && Accessor.IsIndexable(value) && !(value is IScriptObject && key is string);

    private ScriptRuntimeException NullTarget() =>
        new(target.Span, $"Object `{target}` is null. Cannot access indexer: {this}");

    private object? Index(TemplateContext context)
    {
        var key = context.Evaluate(index);
        if (key is null && !context.EnableNullIndexer)
        {
            throw new ScriptRuntimeException(
                index!.Span, $"Cannot access target `{target}` with a null indexer: {this}");
        }
        return key;
    }

    private object? ReadMember(TemplateContext context, object value, object key)
    {
        var name = context.ObjectToString(key) ?? "";
        var found = Accessor.Of(context, value).TryGet(context, index!.Span, value, name, out var result);
        if (!found && !context.EnableRelaxedMemberAccess)
            throw new ScriptRuntimeException(index.Span, $"Cannot access target `{target}` with an indexer: {index}");
        return result;
    }

    private (int Index, int Length) Position(TemplateContext context, object value, object key)
    {
        var i = context.ToInt(index!.Span, key);
        var length = Accessor.Length(context, target.Span, value);
        if (i < 0) i += length;
        if (!context.EnableRelaxedIndexerAccess && (i < 0 || i >= length))
        {
            throw new ScriptRuntimeException(
                index.Span,
                $"The index {i} is out of bounds [0, {length}] on the `{target}` with the indexer: {index}");
        }
        return (i, length);
    }
}
