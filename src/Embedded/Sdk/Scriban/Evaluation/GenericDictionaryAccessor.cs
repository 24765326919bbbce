using System.Collections;
using System.Collections.Concurrent;
using Scriban.Parsing;

namespace Scriban.Evaluation;

/// <summary>Dictionaries with text keys that are dictionaries by their generic interface only.</summary>
internal sealed class GenericDictionaryAccessor<T> : Accessor
{
    public override bool TryGet(
        TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        var found = ((IDictionary<string, T>)target).TryGetValue(member, out var typed);
        value = typed;
        return found;
    }

    public override bool TrySet(
        TemplateContext context, SourceSpan span, object target, string member, object? value)
    {
        ((IDictionary<string, T>)target)[member] = Conversion.To<T>(context, span, value);
        return true;
    }

    public override IEnumerable<string> Members(TemplateContext context, object target) =>
        ((IDictionary<string, T>)target).Keys;
}

internal static class GenericDictionaryAccessor
{
    private static readonly ConcurrentDictionary<Type, Accessor?> Known = new();

    public static Accessor? For(Type type) => Known.GetOrAdd(type, static type =>
    {
        var dictionary = type.GetInterfaces().FirstOrDefault(candidate =>
            candidate.IsGenericType
            && candidate.GetGenericTypeDefinition() == typeof(IDictionary<,>)
            && candidate.GenericTypeArguments[0] == typeof(string));
        if (dictionary is null || typeof(IDictionary).IsAssignableFrom(type)) return null;
        var accessor = typeof(GenericDictionaryAccessor<>).MakeGenericType(dictionary.GenericTypeArguments[1]);
        return (Accessor?)Activator.CreateInstance(accessor);
    });
}
