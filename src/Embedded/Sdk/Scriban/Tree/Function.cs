using Scriban.Evaluation;
using Scriban.Runtime;

namespace Scriban.Tree;

/// <summary>
/// A function of the template; without a name it is a `do` block, without a parameter list its arguments are `$`.
/// </summary>
internal sealed class Function(Variable? name) : Statement, ICallable
{
    public List<FunctionParameter>? Parameters { get; set; }

    public Statement? Body { get; set; }

    public override NodeSyntax Syntax => new("function statement", "func <variable> ... end");

    public int ParameterCount => Parameters?.Count ?? 0;

    public int RequiredParameterCount =>
        Parameters?.Count(parameter => parameter.Default is null && !parameter.TakesRest) ?? 0;

    public RestArguments Rest => Parameters switch
    {
        null => RestArguments.Direct,
        [.., { TakesRest: true }] => RestArguments.LastParameter,
        _ => RestArguments.None,
    };

    public CallableParameter Parameter(int index)
    {
        if (Parameters is null or []) return new CallableParameter("", typeof(object));
        var parameter = Parameters[Math.Min(index, Parameters.Count - 1)];
        return new CallableParameter(
            parameter.Name.Name, typeof(object), parameter.Default?.Value is not null, parameter.Default?.Value);
    }

    public override object? Evaluate(TemplateContext context)
    {
        if (name is null) return this;
        context.WriteVariable(name, this);
        return null;
    }

    public object? Invoke(TemplateContext context, Node? caller, ScriptArray arguments, Block? block)
    {
        var variables = Parameters is null ? null : new ScriptObject();
        return context.InFunction(variables, hidesCaller: name is not null, () =>
        {
            if (name is { IsLocal: true }) context.WriteVariable(name, this);
            context.SetLocal(Variable.ArgumentsName, arguments, isReadOnly: true);
            for (var i = 0; i < ParameterCount; i++)
                variables!.SetValue(Parameters![i].Name.Name, arguments[i], readOnly: false);
            if (block is not null) context.SetLocal(Variable.BlockName, block, isReadOnly: true);
            return context.Evaluate(Body);
        });
    }

    public override string ToString() => name is null ? "do ... end" : $"func {name} ... end";
}
