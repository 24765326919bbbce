using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>An object with named members that templates read and write.</summary>
public interface IScriptObject
{
    int Count { get; }

    bool IsReadOnly { get; set; }

    bool CanWrite(string member);

    IScriptObject Clone(bool deep);

    bool Contains(string member);

    IEnumerable<string> GetMembers();

    bool Remove(string member);

    void SetReadOnly(string member, bool readOnly);

    bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value);

    bool TrySetValue(TemplateContext context, SourceSpan span, string member, object? value, bool readOnly);
}
