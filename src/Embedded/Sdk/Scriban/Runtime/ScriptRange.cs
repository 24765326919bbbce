using System.Collections;

namespace Scriban.Runtime;

/// <summary>
/// A sequence that is computed when it is read, and kept then: `1..3`, or what a list function gives.
/// </summary>
public class ScriptRange : IList<object?>, IList
{
    private readonly IEnumerable values;
    private List<object?>? items;

    public ScriptRange()
        : this(Array.Empty<object?>())
    {
    }

    public ScriptRange(IEnumerable values)
    {
        ArgumentNullException.ThrowIfNull(values);
        this.values = values;
    }

    public int Count => Items.Count;

    public bool IsReadOnly => false;

    public IEnumerable Values => items ?? values;

    bool IList.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    private List<object?> Items => items ??= [.. values.Cast<object?>()];

    public object? this[int index]
    {
        get => index < 0 || index >= Items.Count ? null : Items[index];
        set
        {
            if (index < 0) return;
            while (Items.Count <= index) Items.Add(null);
            Items[index] = value;
        }
    }

    public void Add(object? item) => Items.Add(item);

    public void Clear() => Items.Clear();

    public bool Contains(object? item) => Items.Contains(item);

    public void CopyTo(object?[] array, int arrayIndex) => Items.CopyTo(array, arrayIndex);

    public IEnumerator<object?> GetEnumerator() => Values.Cast<object?>().GetEnumerator();

    public int IndexOf(object? item) => Items.IndexOf(item);

    public void Insert(int index, object? item) => Items.Insert(index, item);

    public bool Remove(object? item) => Items.Remove(item);

    public void RemoveAt(int index) => Items.RemoveAt(index);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    int IList.Add(object? value)
    {
        Add(value);
        return Count - 1;
    }

    void IList.Remove(object? value) => Remove(value);

    void ICollection.CopyTo(Array array, int index) => ((ICollection)Items).CopyTo(array, index);
}
