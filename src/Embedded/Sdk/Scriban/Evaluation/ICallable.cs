using Scriban.Runtime;
using Scriban.Tree;

namespace Scriban.Evaluation;

/// <summary>Anything that a template can call. Arguments arrive converted, with defaults filled in.</summary>
internal interface ICallable
{
    int ParameterCount { get; }

    int RequiredParameterCount { get; }

    RestArguments Rest { get; }

    /// <summary>The parameter at an index; beyond the last one, what the rest is converted to.</summary>
    CallableParameter Parameter(int index);

    object? Invoke(TemplateContext context, Node? caller, ScriptArray arguments, Block? block);
}
