using System.Collections;
using Scriban.Evaluation;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban;

/// <summary>Values as text, truth, numbers and what functions ask for.</summary>
public partial class TemplateContext
{
    private int textDepth;
    private int textLength;

    /// <summary>
    /// The value as a template prints it; <paramref name="nested"/>: as it stands inside a list or an object.
    /// </summary>
    public virtual string? ObjectToString(object? value, bool nested = false)
    {
        if (textDepth == 0) textLength = 0;
        textDepth++;
        try
        {
            if (ObjectRecursionLimit != 0 && textDepth > ObjectRecursionLimit)
                throw new InvalidOperationException("Structure is too deeply nested or contains reference loops.");
            var text = ValueText.Of(this, value, nested, ref textLength);
            return LimitToString > 0 && textDepth == 1 && text?.Length >= LimitToString ? text + "..." : text;
        }
        finally
        {
            textDepth--;
        }
    }

    /// <summary>Only null and false are false.</summary>
    public virtual bool ToBool(SourceSpan span, object? value) =>
        value is not (null or false) && !ReferenceEquals(value, EmptyScriptObject.Default);

    public virtual int ToInt(SourceSpan span, object? value) => Conversion.ToInt(this, span, value);

    public virtual object? ToObject(SourceSpan span, object? value, Type destinationType)
    {
        ArgumentNullException.ThrowIfNull(destinationType);
        return Conversion.To(this, span, value, destinationType);
    }

    public virtual string GetTypeName(object? value) => TypeNames.Of(value as Type ?? value?.GetType());

    /// <summary>Whether a list, an object or a text has nothing in it; null for null.</summary>
    public virtual object? IsEmpty(SourceSpan span, object? against) => against switch
    {
        null => null,
        string text => text.Length == 0,
        IList list => list.Count == 0,
        IScriptObject members => members.Count == 0,
        IEnumerable items => !items.Cast<object?>().Any(),
        _ => false,
    };
}
