using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>`empty`: equal to every list and object that has nothing in it.</summary>
public sealed class EmptyScriptObject : IScriptObject
{
    public static readonly EmptyScriptObject Default = new();

    private EmptyScriptObject()
    {
    }

    public int Count => 0;

    public bool IsReadOnly
    {
        get => true;
        set { }
    }

    public bool CanWrite(string member) => false;

    public IScriptObject Clone(bool deep) => this;

    public bool Contains(string member) => false;

    public IEnumerable<string> GetMembers() => [];

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public override string ToString() => "";

    public bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value)
    {
        value = null;
        return false;
    }

    public bool TrySetValue(
        TemplateContext context, SourceSpan span, string member, object? value, bool readOnly) => false;
}
