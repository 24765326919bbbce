using System.Reflection;
using Scriban.Evaluation;
using Scriban.Runtime;

namespace Scriban.Functions;

/// <summary>The names that every template has.</summary>
public class BuiltinFunctions : ScriptObject
{
    public BuiltinFunctions()
        : base(16, false, null)
    {
        SetValue("empty", EmptyScriptObject.Default, true);
        SetValue("include", new IncludeFunction(), true);
        SetValue("include_join", new IncludeJoinFunction(), true);
        SetValue("array", Library(typeof(ArrayFunctions)), true);
        SetValue("html", Library(typeof(HtmlFunctions)), true);
        SetValue("math", Library(typeof(MathFunctions)), true);
        SetValue("object", Library(typeof(ObjectFunctions)), true);
        SetValue("regex", Library(typeof(RegexFunctions)), true);
        SetValue("string", Library(typeof(StringFunctions)), true);
    }

    private static ScriptObject Library(params Type[] types)
    {
        var library = new ScriptObject();
        foreach (var method in types.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)))
            library.SetValue(StandardMemberRenamer.Rename(method), new NativeFunction(null, method), false);
        return library;
    }
}
