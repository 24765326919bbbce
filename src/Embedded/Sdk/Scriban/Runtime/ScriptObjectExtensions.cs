using System.Collections;
using System.Reflection;
using System.Text.Json;
using Scriban.Evaluation;

namespace Scriban.Runtime;

/// <summary>Filling script objects from .NET objects, JSON and functions.</summary>
public static class ScriptObjectExtensions
{
    public static void AssertNotReadOnly(this IScriptObject scriptObject)
    {
        ArgumentNullException.ThrowIfNull(scriptObject);
        if (scriptObject.IsReadOnly) throw new InvalidOperationException("The object is readonly");
    }

    public static void Import(this IScriptObject script, JsonElement json)
    {
        ArgumentNullException.ThrowIfNull(script);
        if (json.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"Unsupported object type `{json.ValueKind}`. Expecting plain class or struct");
        foreach (var member in json.EnumerateObject()) Set(script, member.Name, JsonValues.Of(member.Value));
    }

    public static void Import(this IScriptObject @this, IScriptObject other)
    {
        ArgumentNullException.ThrowIfNull(@this);
        ArgumentNullException.ThrowIfNull(other);
        foreach (var member in other.GetMembers().ToList())
        {
            other.TryGetValue(null!, default, member, out var value);
            Set(@this, member, value);
        }
    }

    public static void Import(this IScriptObject script, string member, Delegate function)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(function);
        script.SetValue(member, new NativeFunction(function), true);
    }

    /// <summary>
    /// Copies the members of a dictionary, an object (its public fields and properties) or a type (its statics).
    /// </summary>
    public static void Import(
        this IScriptObject script,
        object? obj,
        MemberFilterDelegate? filter = null,
        MemberRenamerDelegate? renamer = null)
    {
        ArgumentNullException.ThrowIfNull(script);
        switch (obj)
        {
            case null:
                return;
            case IScriptObject other:
                script.Import(other);
                return;
            case IDictionary dictionary:
                foreach (DictionaryEntry entry in dictionary) Set(script, entry.Key.ToString() ?? "", entry.Value);
                return;
            case JsonElement json:
                script.Import(json);
                return;
            default:
                ImportMembers(script, obj, filter, renamer ?? StandardMemberRenamer.Default);
                return;
        }
    }

    public static void SetValue(this IScriptObject @this, string member, object? value, bool readOnly)
    {
        ArgumentNullException.ThrowIfNull(@this);
        if (!@this.TrySetValue(null!, default, member, value, readOnly))
            throw new InvalidOperationException($"Cannot set a readonly member `{member}`");
    }

    public static bool TryGetValue(this IScriptObject @this, string key, out object? value)
    {
        ArgumentNullException.ThrowIfNull(@this);
        return @this.TryGetValue(null!, default, key, out value);
    }

    private static void Set(IScriptObject script, string member, object? value)
    {
        if (!script.TrySetValue(null!, default, member, value, false))
            throw new InvalidOperationException($"Cannot set a readonly member `{member}`");
    }

    private static void ImportMembers(
        IScriptObject script, object source, MemberFilterDelegate? filter, MemberRenamerDelegate renamer)
    {
        if (!ScriptObject.IsImportable(source))
        {
            throw new ArgumentException(
                $"Unsupported object type `{source.GetType()}`. Expecting plain class or struct", nameof(source));
        }
        var type = source as Type ?? source.GetType();
        var target = source is Type ? null : source;
        var flags = BindingFlags.Public | BindingFlags.DeclaredOnly
            | (target is null ? BindingFlags.Static : BindingFlags.Static | BindingFlags.Instance);
        for (var declaring = type; declaring is not null && declaring != typeof(object)
            && declaring != typeof(ScriptObject); declaring = declaring.BaseType)
        {
            foreach (var member in ImportedMembers.Values(declaring, flags))
            {
                if (!IsWanted(member, filter) || script.Contains(renamer(member))) continue;
                Set(script, renamer(member), ImportedMembers.Read(member, target));
            }
            foreach (var method in declaring.GetMethods(flags & ~BindingFlags.Instance))
            {
                if (method.IsSpecialName || !IsWanted(method, filter)) continue;
                script.SetValue(renamer(method), new NativeFunction(null, method), true);
            }
        }
    }

    private static bool IsWanted(MemberInfo member, MemberFilterDelegate? filter) =>
        !ImportedMembers.IsIgnored(member) && filter?.Invoke(member) != false;
}
