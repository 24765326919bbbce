using System.Collections;
using Scriban.Evaluation;
using Scriban.Runtime;
using Scriban.Tree;

namespace Scriban.Functions;

/// <summary>
/// `include_join ['a', 'b'] separator prefix suffix`; a "tpl:name" among the last three is a template, too.
/// </summary>
internal sealed class IncludeJoinFunction : ICallable
{
    private static readonly string[] Names = ["template_names", "separator", "prefix", "suffix"];

    public int ParameterCount => Names.Length;

    public int RequiredParameterCount => 2;

    public RestArguments Rest => RestArguments.Direct;

    public CallableParameter Parameter(int index) =>
        new(index < Names.Length ? Names[index] : "value", index == 0 ? typeof(IList) : typeof(string));

    public object Invoke(TemplateContext context, Node? caller, ScriptArray arguments, Block? block)
    {
        if (arguments[0] is not IEnumerable list) return "";
        var node = caller ?? context.CurrentNode!;
        var names = list.Cast<object?>().Select(name => context.ObjectToString(name))
            .Where(name => !string.IsNullOrEmpty(name)).ToList();
        string Piece(int index)
        {
            var text = context.ObjectToString(arguments[index]) ?? "";
            return text.StartsWith("tpl:", StringComparison.Ordinal)
                ? context.Include(text[4..], arguments, node)
                : text;
        }
        var (separator, prefix, suffix) = (Piece(1), Piece(2), Piece(3));
        return prefix + string.Join(separator, names.Select(name => context.Include(name, arguments, node))) + suffix;
    }
}
