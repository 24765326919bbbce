using System.Reflection;
using Scriban.Parsing;

namespace Scriban.Evaluation;

/// <summary>
/// The public fields and properties of a .NET object, under the names that the context's renamer gives them.
/// </summary>
internal sealed class TypedAccessor : Accessor
{
    private readonly Dictionary<string, MemberInfo> members = [];

    private TypedAccessor(TemplateContext context, Type type)
    {
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Instance;
        foreach (var member in ImportedMembers.Values(type, Flags))
        {
            if (ImportedMembers.IsIgnored(member) || context.MemberFilter?.Invoke(member) == false) continue;
            members.TryAdd(context.MemberRenamer(member), member);
        }
    }

    public static TypedAccessor For(TemplateContext context, Type type)
    {
        if (!context.TypedAccessors.TryGetValue(type, out var accessor))
            context.TypedAccessors[type] = accessor = new TypedAccessor(context, type);
        return accessor;
    }

    public override bool TryGet(
        TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        var found = members.TryGetValue(member, out var info);
        value = found ? ImportedMembers.Read(info!, target) : null;
        return found;
    }

    public override bool TrySet(
        TemplateContext context, SourceSpan span, object target, string member, object? value)
    {
        switch (members.GetValueOrDefault(member))
        {
            case FieldInfo { IsInitOnly: false } field:
                field.SetValue(target, context.ToObject(span, value, field.FieldType));
                return true;
            case PropertyInfo { CanWrite: true } property:
                property.SetValue(target, context.ToObject(span, value, property.PropertyType));
                return true;
            default:
                return false;
        }
    }

    public override IEnumerable<string> Members(TemplateContext context, object target) => members.Keys;
}
