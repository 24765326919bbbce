using System.Collections;
using System.Globalization;
using System.Text;
using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>
/// The object of templates: members in the order of their first assignment, some of them perhaps read-only.
/// </summary>
public class ScriptObject : IDictionary<string, object?>, IScriptObject, IFormattable, IDictionary
{
    private readonly Dictionary<string, object?> values;
    private readonly List<string> order = [];
    private readonly HashSet<string> readOnlyMembers;

    public ScriptObject()
        : this(0)
    {
    }

    public ScriptObject(IEqualityComparer<string>? keyComparer)
        : this(0, null, keyComparer)
    {
    }

    public ScriptObject(int capacity)
        : this(capacity, null, null)
    {
    }

    public ScriptObject(int capacity, bool? autoImportStaticsFromThisType, IEqualityComparer<string>? keyComparer)
    {
        values = new Dictionary<string, object?>(capacity, keyComparer);
        readOnlyMembers = new HashSet<string>(keyComparer);
        if (autoImportStaticsFromThisType ?? GetType() != typeof(ScriptObject)) this.Import(GetType());
    }

    public int Count => values.Count;

    public virtual bool IsReadOnly { get; set; }

    public ICollection<string> Keys => order;

    public ICollection<object?> Values => order.ConvertAll(key => values[key]);

    bool IDictionary.IsFixedSize => IsReadOnly;

    ICollection IDictionary.Keys => order;

    ICollection IDictionary.Values => order.ConvertAll(key => values[key]);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    public virtual object? this[string key]
    {
        get => values.GetValueOrDefault(key);
        set
        {
            this.AssertNotReadOnly();
            if (!TrySet(key, value, false))
                throw new InvalidOperationException($"Cannot set a readonly member `{key}`");
        }
    }

    object? IDictionary.this[object key]
    {
        get => this[(string)key];
        set => this[(string)key] = value;
    }

    public static ScriptObject From(object? obj)
    {
        var result = new ScriptObject();
        result.Import(obj);
        return result;
    }

    /// <summary>Objects with members can be imported; texts, numbers and lists cannot.</summary>
    public static bool IsImportable(object obj) =>
        obj is IScriptObject or IDictionary
        || !(obj is string or IEnumerable || Evaluation.TypeNames.IsPrimitive(obj.GetType()));

    public void Add(string key, object? value)
    {
        this.AssertNotReadOnly();
        if (values.ContainsKey(key)) throw new ArgumentException($"the key '{key}' is there already", nameof(key));
        TrySet(key, value, false);
    }

    public virtual bool CanWrite(string member) => !IsReadOnly && !readOnlyMembers.Contains(member);

    public void Clear()
    {
        this.AssertNotReadOnly();
        values.Clear();
        order.Clear();
        readOnlyMembers.Clear();
    }

    public virtual IScriptObject Clone(bool deep)
    {
        var clone = new ScriptObject(Count, false, values.Comparer);
        foreach (var key in order)
        {
            var value = deep && values[key] is IScriptObject member ? member.Clone(true) : values[key];
            clone.TrySet(key, value, readOnlyMembers.Contains(key));
        }
        return clone;
    }

    public virtual bool Contains(string member) => values.ContainsKey(member);

    public bool ContainsKey(string key) => values.ContainsKey(key);

    public virtual void CopyTo(ScriptObject dest)
    {
        ArgumentNullException.ThrowIfNull(dest);
        foreach (var key in order) dest.TrySet(key, values[key], readOnlyMembers.Contains(key));
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        foreach (var key in order) yield return new KeyValuePair<string, object?>(key, values[key]);
    }

    public IEnumerable<string> GetMembers() => order;

    public T? GetSafeValue<T>(string name) => values.GetValueOrDefault(name) is T value ? value : default;

    public T GetSafeValue<T>(string name, T defaultValue) =>
        values.GetValueOrDefault(name) is T value ? value : defaultValue;

    public virtual bool Remove(string member)
    {
        this.AssertNotReadOnly();
        order.Remove(member);
        readOnlyMembers.Remove(member);
        return values.Remove(member);
    }

    public virtual void SetReadOnly(string member, bool readOnly)
    {
        if (readOnly) readOnlyMembers.Add(member);
        else readOnlyMembers.Remove(member);
    }

    public void SetValue(string member, object? value, bool readOnly)
    {
        this.AssertNotReadOnly();
        if (!TrySet(member, value, readOnly))
            throw new InvalidOperationException($"Cannot set a readonly member `{member}`");
    }

    public sealed override string ToString() => ToString(CultureInfo.InvariantCulture);

    public string ToString(IFormatProvider formatProvider) => ToString(null, formatProvider);

    public virtual string ToString(string? format, IFormatProvider? formatProvider)
    {
        var context = formatProvider as TemplateContext ?? new TemplateContext();
        var text = new StringBuilder("{");
        foreach (var (key, value) in this)
        {
            if (text.Length > 1) text.Append(", ");
            text.Append(key).Append(": ").Append(context.ObjectToString(value, nested: true));
        }
        return text.Append('}').ToString();
    }

    public virtual bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value) =>
        values.TryGetValue(member, out value);

    public virtual bool TrySetValue(
        TemplateContext context, SourceSpan span, string member, object? value, bool readOnly) =>
        TrySet(member, value, readOnly);

    bool IDictionary<string, object?>.TryGetValue(string key, out object? value) => values.TryGetValue(key, out value);

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) =>
        Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        values.Contains(item);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex)
    {
        foreach (var pair in this) array[arrayIndex++] = pair;
    }

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) => Remove(item.Key);

    void IDictionary.Add(object key, object? value) => Add((string)key, value);

    bool IDictionary.Contains(object key) => key is string name && ContainsKey(name);

    void IDictionary.Remove(object key) => Remove((string)key);

    IDictionaryEnumerator IDictionary.GetEnumerator() => ((IDictionary)values).GetEnumerator();

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var pair in this) array.SetValue(pair, index++);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private bool TrySet(string member, object? value, bool readOnly)
    {
        if (!CanWrite(member)) return false;
        if (!values.ContainsKey(member)) order.Add(member);
        values[member] = value;
        if (readOnly) readOnlyMembers.Add(member);
        return true;
    }
}
