using Scriban.Evaluation;
using Scriban.Runtime;
using Scriban.Tree;

namespace Scriban.Functions;

/// <summary>`include 'name' arguments`</summary>
internal sealed class IncludeFunction : ICallable
{
    public int ParameterCount => 1;

    public int RequiredParameterCount => 1;

    public RestArguments Rest => RestArguments.Direct;

    public CallableParameter Parameter(int index) => index == 0
        ? new CallableParameter("template_name", typeof(string))
        : new CallableParameter("value", typeof(object));

    public object Invoke(TemplateContext context, Node? caller, ScriptArray arguments, Block? block) =>
        context.Include(context.ObjectToString(arguments[0]), arguments, caller ?? context.CurrentNode!);
}
