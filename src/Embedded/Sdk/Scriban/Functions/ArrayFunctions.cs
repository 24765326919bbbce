using System.Collections;
using System.Text;
using Scriban.Evaluation;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>`array.*`; none of them changes the list that it is given.</summary>
internal static class ArrayFunctions
{
    public static IEnumerable Add(TemplateContext context, SourceSpan span, IEnumerable? list, object? value) =>
        list is null ? new ScriptRange { value } : new ScriptArray(context.Items(span, list)) { value };

    public static IEnumerable? AddRange(
        TemplateContext context, SourceSpan span, IEnumerable? list1, IEnumerable? list2) =>
        Concat(context, span, list1, list2);

    public static IEnumerable? Concat(TemplateContext context, SourceSpan span, IEnumerable? list1, IEnumerable? list2)
    {
        if (list1 is null || list2 is null) return list1 ?? list2;
        return new ScriptRange(context.Items(span, list1.Cast<object?>().Concat(list2.Cast<object?>())));
    }

    public static IEnumerable? Compact(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? null : new ScriptRange(context.Items(span, list).Where(item => item is not null));

    public static IEnumerable? Uniq(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? null : new ScriptRange(context.Items(span, list).Distinct());

    public static IEnumerable Reverse(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? new ScriptArray() : new ScriptRange(context.Items(span, list).AsEnumerable().Reverse());

    public static IEnumerable? Limit(TemplateContext context, SourceSpan span, IEnumerable? list, int count) =>
        list is null ? null : new ScriptRange(context.Items(span, list).Take(count));

    public static IEnumerable? Offset(TemplateContext context, SourceSpan span, IEnumerable? list, int index) =>
        list is null ? null : new ScriptRange(context.Items(span, list).Skip(index));

    public static object? First(IEnumerable? list) => list?.Cast<object?>().FirstOrDefault();

    public static object? Last(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? null : context.Items(span, list).LastOrDefault();

    public static int Size(TemplateContext context, SourceSpan span, IEnumerable? list) => list switch
    {
        null => 0,
        ICollection collection => collection.Count,
        _ => context.Items(span, list).Count,
    };

    public static bool Contains(TemplateContext context, SourceSpan span, IEnumerable? list, object? item) =>
        list is not null && context.Items(span, list).Exists(element =>
            Equals(element, item) || (element is Enum name && item is string text && name.ToString() == text));

    public static IEnumerable InsertAt(
        TemplateContext context, SourceSpan span, IEnumerable? list, int index, object? value)
    {
        var array = new ScriptArray(list is null ? [] : context.Items(span, list));
        while (array.Count < index) array.Add(null);
        array.Insert(Math.Max(index, 0), value);
        return array;
    }

    public static IList RemoveAt(TemplateContext context, SourceSpan span, IList? list, int index)
    {
        var array = new ScriptArray(list is null ? [] : context.Items(span, list));
        array.RemoveAt(index);
        return array;
    }

    public static object? Cycle(TemplateContext context, SourceSpan span, IList? list, object? group = null)
    {
        if (list is null || list.Count == 0) return null;
        var key = ("cycle", group is null ? Join(context, span, list, ",") : context.ObjectToString(group) ?? "");
        var index = context.Tags.TryGetValue(key, out var next) ? (int)next % list.Count : 0;
        context.Tags[key] = index + 1;
        return list[index];
    }

    public static string Join(
        TemplateContext context, SourceSpan span, IEnumerable? list, string? delimiter, object? function = null)
    {
        if (list is null) return "";
        var map = function is null ? null : Function(function, nameof(function));
        var text = new StringBuilder();
        var isFirst = true;
        foreach (var item in context.Items(span, list))
        {
            if (!isFirst) text.Append(delimiter);
            isFirst = false;
            object? piece = context.ObjectToString(item);
            text.Append(context.ObjectToString(map is null ? piece : Calls.Call(context, map, piece)));
            if (context.LimitToString > 0 && text.Length > context.LimitToString)
            {
                throw new ScriptRuntimeException(
                    span, $"Joined string exceeds LimitToString `{context.LimitToString}`.");
            }
        }
        return text.ToString();
    }

    public static bool Any(
        TemplateContext context, SourceSpan span, IEnumerable? list, object? function, params object?[] args) =>
        list is not null && function is ICallable test
        && context.Items(span, list).Exists(item => Calls.Call(context, test, [item, .. args]) is true);

    public static ScriptRange? Each(TemplateContext context, SourceSpan span, IEnumerable? list, object? function)
    {
        if (list is null || function is null) return list is null ? null : new ScriptRange(list);
        var map = Function(function, nameof(function));
        return new ScriptRange(context.Items(span, list).ConvertAll(item => Calls.Call(context, map, item)));
    }

    public static ScriptRange? Filter(TemplateContext context, SourceSpan span, IEnumerable? list, object? function)
    {
        if (list is null || function is null) return list is null ? null : new ScriptRange(list);
        var test = Function(function, nameof(function));
        var type = test.Parameter(0).Type;
        return new ScriptRange(context.Items(span, list)
            .FindAll(item => context.ToBool(span, Calls.Call(context, test, item)))
            .ConvertAll(item => context.ToObject(span, item, type)));
    }

    public static IEnumerable Map(TemplateContext context, SourceSpan span, object? list, string? member)
    {
        if (list is null || member is null) return new ScriptRange();
        var values = new List<object?>();
        foreach (var item in list is IEnumerable items ? context.Items(span, items) : [list])
        {
            if (item is null) continue;
            var accessor = Accessor.Of(context, item);
            if (!accessor.Has(context, item, member)) continue;
            accessor.TryGet(context, span, item, member, out var value);
            values.Add(value);
        }
        return new ScriptRange(values);
    }

    public static IEnumerable Sort(TemplateContext context, SourceSpan span, object? list, string? member = null)
    {
        if (list is null) return new ScriptRange();
        if (list is not IEnumerable items) return new ScriptArray(1) { list };
        var sorted = context.Items(span, items).OrderBy(
            item => string.IsNullOrEmpty(member) ? item : SortValue(context, span, item, member),
            Comparer<object?>.Default);
        try
        {
            return new ScriptArray(sorted);
        }
        catch (InvalidOperationException)
        {
            throw new ScriptRuntimeException(span, "Failed to compare two elements in the array.");
        }
    }

    /// <summary>The member of that name, or else what its path of names leads to.</summary>
    private static object? SortValue(TemplateContext context, SourceSpan span, object? item, string member)
    {
        if (item is null) return null;
        if (Accessor.Of(context, item).TryGet(context, span, item, member, out var value)) return value;
        if (!member.Contains('.', StringComparison.Ordinal)) return null;
        foreach (var name in member.Split('.'))
        {
            if (item is null || !Accessor.Of(context, item).TryGet(context, span, item, name, out item)) return null;
        }
        return item;
    }

    private static ICallable Function(object value, string parameter) => value as ICallable
        ?? throw new ArgumentException(
            $"The parameter `{value}` is not a function. Maybe prefix it with @?", parameter);
}
