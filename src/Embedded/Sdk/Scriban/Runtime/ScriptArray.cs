using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>
/// The list of templates: it grows when something is put behind its end, and may have members of its own.
/// </summary>
public class ScriptArray : ScriptArray<object?>
{
    public ScriptArray()
    {
    }

    public ScriptArray(int capacity)
        : base(capacity)
    {
    }

    public ScriptArray(IEnumerable<object?> values)
        : base(values)
    {
    }

    public ScriptArray(IEnumerable values)
        : base(values)
    {
    }

    public static ScriptArray From(object? obj) => obj switch
    {
        null => [],
        IEnumerable items => new ScriptArray(items),
        _ => throw new ArgumentException("Expected an array or enumerable", nameof(obj)),
    };
}

[SuppressMessage("Naming", "SA1402", Justification = "one type in two arities")]
public class ScriptArray<T> : IList<T>, IList, IScriptObject
{
    private readonly List<T> values;
    private ScriptObject? members;

    public ScriptArray()
        : this(0)
    {
    }

    public ScriptArray(int capacity) => values = new List<T>(capacity);

    public ScriptArray(IEnumerable<T> values) => this.values = [.. values];

    public ScriptArray(IEnumerable values) => this.values = [.. values.Cast<T>()];

    public int Capacity
    {
        get => values.Capacity;
        set => values.Capacity = value;
    }

    public int Count => values.Count;

    public virtual bool IsReadOnly { get; set; }

    /// <summary>The members beside the elements.</summary>
    public ScriptObject ScriptObject => members ??= [];

    bool IList.IsFixedSize => IsReadOnly;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    public virtual T this[int index]
    {
        get => index < 0 || index >= values.Count ? default! : values[index];
        set
        {
            if (index < 0) return;
            this.AssertNotReadOnly();
            while (values.Count <= index) values.Add(default!);
            values[index] = value;
        }
    }

    object? IList.this[int index]
    {
        get => this[index];
        set => this[index] = (T)value!;
    }

    public virtual void Add(T item)
    {
        this.AssertNotReadOnly();
        values.Add(item);
    }

    public void AddRange(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (var item in items) Add(item);
    }

    public virtual bool CanWrite(string member) => member != "size" && (members?.CanWrite(member) ?? true);

    public virtual void Clear()
    {
        this.AssertNotReadOnly();
        values.Clear();
    }

    public virtual IScriptObject Clone(bool deep)
    {
        var clone = (ScriptArray<T>)MemberwiseClone();
        return clone.Copy(deep);
    }

    public virtual bool Contains(T item) => values.Contains(item);

    public virtual bool Contains(string member) => member == "size" || (members?.Contains(member) ?? false);

    public virtual void CopyTo(T[] array, int arrayIndex) => values.CopyTo(array, arrayIndex);

    public List<T>.Enumerator GetEnumerator() => values.GetEnumerator();

    public IEnumerable<string> GetMembers() => members is null ? ["size"] : members.GetMembers().Prepend("size");

    public virtual int IndexOf(T item) => values.IndexOf(item);

    public virtual void Insert(int index, T item)
    {
        this.AssertNotReadOnly();
        values.Insert(index, item);
    }

    public virtual bool Remove(T item)
    {
        this.AssertNotReadOnly();
        return values.Remove(item);
    }

    public virtual bool Remove(string member) => members?.Remove(member) ?? false;

    public virtual void RemoveAt(int index)
    {
        this.AssertNotReadOnly();
        if (index < 0) index += Count;
        if (index >= 0 && index < Count) values.RemoveAt(index);
    }

    public virtual void SetReadOnly(string member, bool readOnly) => ScriptObject.SetReadOnly(member, readOnly);

    public T[] ToArray() => [.. values];

    public virtual bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value)
    {
        value = null;
        if (member != "size") return members?.TryGetValue(context, span, member, out value) ?? false;
        value = Count;
        return true;
    }

    public virtual bool TrySetValue(
        TemplateContext context, SourceSpan span, string member, object? value, bool readOnly) =>
        member != "size" && ScriptObject.TrySetValue(context, span, member, value, readOnly);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();

    int IList.Add(object? value)
    {
        Add((T)value!);
        return Count - 1;
    }

    bool IList.Contains(object? value) => value is T item && Contains(item);

    int IList.IndexOf(object? value) => ((IList)values).IndexOf(value);

    void IList.Insert(int index, object? value) => Insert(index, (T)value!);

    void IList.Remove(object? value) => Remove((T)value!);

    void ICollection.CopyTo(Array array, int index) => ((ICollection)values).CopyTo(array, index);

    private ScriptArray<T> Copy(bool deep)
    {
        var items = values.Select(item => deep && item is IScriptObject nested ? (T)nested.Clone(true) : item);
        var copy = this is ScriptArray ? (ScriptArray<T>)(object)new ScriptArray(items.Cast<object?>()) : new(items);
        if (members is not null) copy.members = (ScriptObject)members.Clone(deep);
        return copy;
    }
}
