using System.Collections;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban.Evaluation;

/// <summary>
/// What `for`, `while` and `tablerow` know about their loop. It looks one item ahead only when asked for the last
/// one.
/// </summary>
internal sealed class LoopState(IEnumerable? items) : IScriptObject
{
    private readonly IEnumerator? enumerator = items?.GetEnumerator();
    private object? previous;
    private bool? hasNext;
    private int moves;

    public int Index { get; set; }

    public object? Current { get; private set; }

    public int Column { get; set; }

    public bool IsLastColumn { get; set; }

    public bool IsLast => !(hasNext ??= enumerator?.MoveNext() ?? false);

    public int Count => 0;

    public bool IsReadOnly { get; set; }

    private bool Changed => moves < 2 || !Equals(previous, Current);

    private int Length => items switch
    {
        null => 0,
        ICollection list => list.Count,
        _ => items.Cast<object?>().Count(),
    };

    public bool MoveNext()
    {
        if (IsLast) return false;
        if (moves++ > 0)
        {
            previous = Current;
            Index++;
        }
        Current = enumerator!.Current;
        hasNext = null;
        return true;
    }

    public bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value)
    {
        value = member switch
        {
            "index" => Index,
            "length" => Length,
            "first" => Index == 0,
            "even" => Index % 2 == 0,
            "odd" => Index % 2 == 1,
            "last" => IsLast,
            "changed" => Changed,
            "rindex" => Length - Index - 1,
            "col" or "col0" => Column,
            "col_first" => Column == 0,
            "col_last" => IsLastColumn,
            _ => null,
        };
        return value is not null;
    }

    public bool CanWrite(string member) => false;

    public IScriptObject Clone(bool deep) => (IScriptObject)MemberwiseClone();

    public bool Contains(string member) => member is "index" or "length" or "first" or "even" or "odd" or "last"
        or "changed" or "rindex";

    public IEnumerable<string> GetMembers() => [];

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public bool TrySetValue(
        TemplateContext context, SourceSpan span, string member, object? value, bool readOnly) => false;
}
